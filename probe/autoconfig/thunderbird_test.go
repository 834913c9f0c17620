package autoconfig_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func TestMain(m *testing.M) { os.Exit(debian.Main(m)) }

// What Thunderbird does not take of what we write, and why.
var refusedByThunderbird = map[string]string{
	"auth-oauth2-only.xml": "Lacking OAuth2 config",
	"auth-sasl.xml":        "not in allowed list", // of draft version 1.2
	"auth-unknown.xml":     "need proper <authentication>",
	"only-exchange.xml":    "Lacking OAuth2 config",
	"only-incoming.xml":    "<outgoingServer>",
	"only-outgoing.xml":    "<incomingServer>",
}

// What Thunderbird reads otherwise than it is written, and why.
var misreadByThunderbird = map[string]string{
	"username-literal.xml": "a user name of digits loses its zeros",
	"username-missing.xml": "an outgoing server that wants a login, and names no user, gets the user undefined",
	"valid-exchange.xml":   "it knows Exchange too, which has no endpoint of ours",
}

// What is written is read by the program that the format comes from, with the
// same servers in the same order.
func TestThunderbirdReadsWhatIsWritten(t *testing.T) {
	tb := debian.StartThunderbird(t)
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := autoconfig.Parse(data)
		if err != nil {
			continue
		}
		written, err := autoconfig.Write(c)
		if err != nil {
			continue // what cannot be written is for other tests
		}
		got := tb.ReadAutoconfig(t, written)
		why := refusedByThunderbird[filepath.Base(name)]
		switch {
		case why == "" && got.Refused != "", why != "" && !strings.Contains(got.Refused, why):
			t.Errorf("%s: refused: %q, want %q", name, got.Refused, why)
			continue
		case why != "":
			continue
		}
		read++
		want := debian.ThunderbirdConfig{ID: c.ID, Incoming: asRead(c.Incoming), Outgoing: asRead(c.Outgoing)}
		if diff := cmp.Diff(want, got); (diff != "") != (misreadByThunderbird[filepath.Base(name)] != "") {
			t.Errorf("%s (-ours +Thunderbird's):\n%s", name, diff)
		}
	}
	if read < 90 {
		t.Errorf("Thunderbird read %d files only", read)
	}
}

// asRead are the servers that Thunderbird knows.
func asRead(servers []autoconfig.Server) []debian.ThunderbirdServer {
	var all []debian.ThunderbirdServer
	for _, s := range servers {
		if _, ok := s.Endpoint(); !ok {
			continue
		}
		username := s.Username
		if username == "" && s.Section == autoconfig.IncomingServer {
			username = "undefined" // which it then offers the user: a file should name one
		}
		all = append(all, debian.ThunderbirdServer{
			Type: s.Type, Hostname: s.Hostname, Port: int(s.Port), Username: username,
			SocketType: map[autoconfig.SocketType]int{autoconfig.Plain: 0, autoconfig.STARTTLS: 2, autoconfig.SSL: 3}[s.SocketType],
		})
	}
	return all
}
