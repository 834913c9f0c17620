package debian

import (
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// server is what the mail servers have in common. Each is a table of ports, a
// configuration and a reader of its log.
type server struct {
	// Hosts are the addresses it listens on; each of them serves every port.
	Hosts []string

	ports   []port
	process *process
	dir     string
}

// port is one that a server listens on.
type port struct {
	name     string // as in the server's log
	protocol fact.Protocol
	mode     fact.TLSMode
	number   *int // [Off] for none
}

// DovecotPorts are the ports by service. Zero means a free high port, [Off] none.
type DovecotPorts struct {
	IMAP, IMAPS, POP3, POP3S int
}

// StandardDovecotPorts are those that clients expect.
func StandardDovecotPorts() DovecotPorts {
	return DovecotPorts{IMAP: 143, IMAPS: 993, POP3: 110, POP3S: 995}
}

func (p *DovecotPorts) table() []port {
	return []port{
		{"imap", fact.IMAP, fact.STARTTLS, &p.IMAP},
		{"imaps", fact.IMAP, fact.Implicit, &p.IMAPS},
		{"pop3", fact.POP3, fact.STARTTLS, &p.POP3},
		{"pop3s", fact.POP3, fact.Implicit, &p.POP3S},
	}
}

// greetings are what a server begins with, by protocol.
var greetings = map[fact.Protocol]string{fact.IMAP: "* OK ", fact.POP3: "+OK ", fact.SMTP: "220 "}

// numbers are the ports that are on.
func (s *server) numbers() []int {
	var numbers []int
	for _, p := range s.ports {
		if *p.number != Off {
			numbers = append(numbers, *p.number)
		}
	}
	return numbers
}

// reserve gives each port that has none a free one; see [listen].
func (s *server) reserve(t testing.TB) (release func()) {
	t.Helper()
	var numbers []*int
	for _, p := range s.ports {
		numbers = append(numbers, p.number)
	}
	return listen(t, s.Hosts, []string{"tcp"}, numbers...)
}

// answers fails the test unless the server greets at every port of every address.
func (s *server) answers(t testing.TB) {
	t.Helper()
	for _, p := range s.ports {
		if *p.number == Off {
			continue
		}
		for _, host := range s.Hosts {
			line, err := greeting(t.Context(), address(host, *p.number), p.mode == fact.Implicit)
			if err != nil {
				t.Fatalf("the server does not answer: %v", err)
			}
			if want := greetings[p.protocol]; !strings.HasPrefix(line, want) {
				t.Fatalf("%s greets with %q, want %q", address(host, *p.number), line, want)
			}
		}
	}
}

// Endpoint is where the server's first address offers a protocol and mode. Without
// TLS it is the endpoint of STARTTLS; where there is none its port is zero.
func (s *server) Endpoint(protocol fact.Protocol, mode fact.TLSMode) fact.Endpoint {
	e := fact.Endpoint{Protocol: protocol, Host: s.Hosts[0], TLS: mode}
	for _, p := range s.ports {
		if p.protocol == protocol && (p.mode == fact.Implicit) == (mode == fact.Implicit) {
			e.Port = uint16(max(*p.number, 0))
			break
		}
	}
	return e
}

// Log is every line that the server has logged. Once it has said which logins there
// were, all lines of their connections are there.
func (s *server) Log() []string { return s.process.log.all() }

// untried are logins without a verdict, by the name that a port has in the log.
func (s *server) untried() map[string]Login {
	logins := map[string]Login{}
	for _, p := range s.ports {
		logins[p.name] = Login{Protocol: p.protocol, Port: *p.number}
	}
	return logins
}

func (s *server) path(name string) string { return filepath.Join(s.dir, name) }

// filled is a configuration file, made of a template.
func filled(t testing.TB, text string, facts map[string]any) string {
	t.Helper()
	var b strings.Builder
	functions := template.FuncMap{"join": strings.Join}
	if err := template.Must(template.New("").Funcs(functions).Parse(text)).Execute(&b, facts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Login is what a server logged of one connection on which somebody tried to
// log in.
type Login struct {
	Protocol fact.Protocol
	// Port is the server's.
	Port int
	// User is the last name that was tried, as the server understood it.
	User string
	// Mechanism is the SASL name of the last attempt; the bare commands LOGIN of
	// IMAP and USER of POP3 are PLAIN to Dovecot.
	Mechanism string
	// TLS is set where the connection was encrypted in the end. What a client sent
	// before STARTTLS only a recording of the wire can show.
	TLS      bool
	Accepted bool
	// Refused holds the user name of each attempt that was refused on the
	// connection, in their order; a name may be empty where the server did not
	// read so far. An accepted login can follow refused ones.
	Refused []string
	// Reason is the server's word for the end of a connection without a login,
	// such as "Connection closed (auth failed, 1 attempts in 2 secs)".
	Reason string
}
