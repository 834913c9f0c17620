package debian_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

var record = flag.Bool("record", false, "write the dialogues in testdata anew")

// dialogue is a file of testdata: what a client of another machine and a server
// say to each other.
type dialogue struct {
	name     string
	title    string
	protocol fact.Protocol
	mode     fact.TLSMode
	dovecot  debian.DovecotConfig
	steps    []string
}

// Steps that are no commands: the client opens another connection and keeps the
// first, or waits for the server to close the connection.
const (
	another = "-- another connection --"
	closed  = "-- closed by the server --"
)

// TestRecord holds the recorded dialogues to what the servers say, if they are
// of the version that was recorded. With -record it writes them.
func TestRecord(t *testing.T) {
	t.Parallel()
	for _, d := range dialogues() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			got, server := d.run(t)
			file := filepath.Join("testdata", d.name+".txt")
			if *record {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			recorded, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := string(recorded)
			if first, _, _ := strings.Cut(want, ","); first != "# "+server {
				t.Skipf("recorded with %s, but this is %s", strings.TrimPrefix(first, "# "), server)
			}
			if diff := cmp.Diff(steady(want), steady(got)); diff != "" {
				t.Errorf("%s (-recorded +now):\n%s", file, diff)
			}
		})
	}
}

// run holds the dialogue and returns it as the file has it, and with whom it was.
func (d dialogue) run(t *testing.T) (text, server string) {
	var endpoint fact.Endpoint
	cert, key, pool := certificate(t)
	d.dovecot.Certificate, d.dovecot.Key = cert, key
	if d.dovecot.Users == nil {
		d.dovecot.Users = []debian.User{{Name: anna, Password: password}}
	}
	users := debian.StartDovecot(t, d.dovecot)
	if d.protocol == fact.SMTP {
		postfix := debian.StartPostfix(t, debian.PostfixConfig{Certificate: cert, Key: key, AuthSocket: users.AuthSocket()})
		endpoint, server = postfix.Endpoint(d.mode), "Postfix "+postfix.Version()
		if strings.HasPrefix(d.name, "postfix-relay") {
			endpoint = postfix.Relay()
		}
	} else {
		endpoint, server = users.Endpoint(d.protocol, d.mode), "Dovecot "+users.Version()
	}

	lines := []string{"# " + server + ", " + d.title, "#", "# Written by go test -run Record -record."}
	c := dial(t, endpoint, pool)
	for _, step := range d.steps {
		switch step {
		case another:
			lines = append(lines, append(c.said, step)...)
			c = dial(t, endpoint, pool)
		case closed:
			c.closed()
			c.said = append(c.said, step)
		default:
			c.do(step)
		}
	}
	lines = append(lines, c.said...)
	for i, line := range lines {
		lines[i] = concealed().Replace(line)
	}
	return strings.Join(lines, "\n") + "\n", server
}

// concealed replaces credentials by what they stand for.
func concealed() *strings.Replacer {
	return strings.NewReplacer(
		plain(anna, password), "[PLAIN, anna@example.com, her password]",
		plain(anna, "wrong"), "[PLAIN, anna@example.com, a wrong password]",
		plain(ben, password), "[PLAIN, an unknown user, a password]",
		`"`+password+`"`, "[her password]",
		"PASS "+password, "PASS [her password]",
		" wrong", " [a wrong password]",
	)
}

// steady masks what is different each time.
func steady(text string) string {
	for _, changing := range []*regexp.Regexp{
		regexp.MustCompile(`\d+\.\d+ \+ \d+\.\d+( \+ \d+\.\d+)? secs`),
		regexp.MustCompile(`UIDVALIDITY \d+`),
		regexp.MustCompile(`<[0-9a-f]+\.[^@>]+@[^>]*>`), // the APOP banner
		regexp.MustCompile(`S: \+ [A-Za-z0-9+/=]{32,}`),
	} {
		text = changing.ReplaceAllString(text, "…")
	}
	return text
}
