package debian

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"testing"
)

// Thunderbird is a running mail program without a window, as a second reader of
// settings files: the format is what it reads.
type Thunderbird struct{ control *marionette }

//go:embed thunderbird.js
var thunderbirdScript string

// StartThunderbird runs Thunderbird until the test ends. It needs root.
func StartThunderbird(t testing.TB) *Thunderbird {
	t.Helper()
	m := newMachine(t, NeedThunderbird)
	var port int
	release := listen(t, []string{controlHost}, []string{"tcp"}, &port)
	m.write(t, "var/profile/user.js", fmt.Sprintf("user_pref(%q, %d);\n", "marionette.port", port))
	p := m.start(t, "Thunderbird", "/usr/bin/env", "HOME=/var", "XDG_RUNTIME_DIR=/run", "MOZ_HEADLESS=1",
		"/usr/lib/thunderbird/thunderbird-bin", "--headless", "--no-remote", "--marionette", "--remote-allow-system-access",
		"--profile", "/var/profile")
	release()
	p.ready(t, "Marionette")
	return &Thunderbird{control: control(t, address(controlHost, port))}
}

// controlHost is where Thunderbird's remote control listens, and nowhere else.
const controlHost = "127.0.0.1"

// ThunderbirdServer is a server as Thunderbird takes it from a settings file. It
// fills in placeholders only later.
type ThunderbirdServer struct {
	Type, Hostname string
	Port           int
	// SocketType is Thunderbird's own number: 0 for cleartext, 2 for STARTTLS, 3
	// for implicit TLS.
	SocketType int
	Username   string
}

// ThunderbirdConfig is what Thunderbird reads in a settings file.
type ThunderbirdConfig struct {
	// Refused is why it takes none of the file, in its own words.
	Refused            string
	ID                 string
	Incoming, Outgoing []ThunderbirdServer
}

// ReadAutoconfig lets Thunderbird read a file.
func (tb *Thunderbird) ReadAutoconfig(t testing.TB, file []byte) ThunderbirdConfig {
	t.Helper()
	var c ThunderbirdConfig
	result := tb.control.run(t, thunderbirdScript, base64.StdEncoding.EncodeToString(file))
	if err := json.Unmarshal(result, &c); err != nil {
		t.Fatalf("%v: %s", err, result)
	}
	return c
}
