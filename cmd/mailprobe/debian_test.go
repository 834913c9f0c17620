package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// The machines of the real-server tests, and what runs on each.
const (
	nameserver = "192.0.2.53"
	allHost    = "192.0.2.10" // IMAP and POP3 on all ports, submission on 465 and 587
	popHost    = "192.0.2.13" // POP3 with TLS only
	port465    = "192.0.2.14" // submission on 465 only
	port25     = "192.0.2.15" // submission on 25 only
	webHost    = "192.0.2.20" // the domains' own files
)

// realDomain is a domain on real servers, and what is to be found there.
type realDomain struct {
	name               string
	zone               string // relative to the domain
	hosts              []string
	file               string // the host and path of its autoconfig file
	incoming, outgoing string // URLs without the domain
	source             fact.Source
}

var realDomains = []realDomain{
	{
		name: "srv.example", hosts: []string{"in1", "out1"},
		zone:     "_imaps._tcp SRV 0 1 993 in1\n_submission._tcp SRV 0 1 587 out1\nin1 A " + allHost + "\nout1 A " + allHost,
		incoming: "imaps://in1.:993", outgoing: "smtp://out1.:587", source: fact.SourceSRV,
	},
	{
		name: "auto.example", hosts: []string{"in1", "out1", "autoconfig"}, file: "autoconfig.auto.example/mail/config-v1.1.xml",
		zone:     "autoconfig A " + webHost + "\nin1 A " + allHost + "\nout1 A " + allHost,
		incoming: "imaps://in1.:993", outgoing: "smtp://out1.:587", source: fact.SourceAutoconfig,
	},
	{
		name: "known.example", hosts: []string{"in1", "out1", "@"}, file: "known.example/.well-known/autoconfig/mail/config-v1.1.xml",
		zone:     "@ A " + webHost + "\nin1 A " + allHost + "\nout1 A " + allHost,
		incoming: "imaps://in1.:993", outgoing: "smtp://out1.:587", source: fact.SourceAutoconfig,
	},
	{
		name: "names.example", hosts: []string{"imap", "smtp"},
		zone:     "imap A " + allHost + "\nsmtp A " + allHost,
		incoming: "imaps://imap.:993", outgoing: "smtps://smtp.:465", source: fact.SourceGuess,
	},
	{
		name: "mailonly.example", hosts: []string{"mail"},
		zone:     "mail A " + allHost,
		incoming: "imaps://mail.:993", outgoing: "smtps://mail.:465", source: fact.SourceGuess,
	},
	{
		name: "pop.example", hosts: []string{"pop", "smtp"},
		zone:     "pop A " + popHost + "\nsmtp A " + port465,
		incoming: "pop3s://pop.:995", outgoing: "smtps://smtp.:465", source: fact.SourceGuess,
	},
	{
		name: "old.example", hosts: []string{"imap", "smtp"},
		zone:     "imap A " + allHost + "\nsmtp A " + port25,
		incoming: "imaps://imap.:993", outgoing: "smtp://smtp.:25", source: fact.SourceGuess,
	},
}

// url is a short URL of the table with the domain filled in.
func (d realDomain) url(short string) string { return strings.Replace(short, ".:", "."+d.name+":", 1) }

// farm is everything that runs for the real-server tests.
type farm struct {
	authority *probetest.Authority
	dovecot   []*debian.Dovecot
	postfix   []*debian.Postfix
	bind      *debian.Bind
	// ports leads from a machine's standard port to where it really is.
	ports map[string]string
	files http.Handler
	// standard is set where the servers listen on the standard ports themselves.
	standard bool
}

const realPassword = "correct horse battery"

// newFarm starts the servers: on the machines' own addresses and the standard
// ports, or on free ones.
func newFarm(t *testing.T, standard bool) *farm {
	t.Helper()
	debian.Require(t, debian.NeedDovecot, debian.NeedPostfix, debian.NeedBind)
	f := &farm{ports: map[string]string{}, standard: standard}
	var err error
	if f.authority, err = probetest.NewAuthority(); err != nil {
		t.Fatal(err)
	}
	var names []string
	var users []debian.User
	zone := ""
	files := http.NewServeMux()
	for _, d := range realDomains {
		for _, host := range d.hosts {
			names = append(names, strings.TrimPrefix(host+"."+d.name, "@."))
		}
		users = append(users, debian.User{Name: "anna@" + d.name, Password: realPassword})
		zone += "$ORIGIN " + d.name + ".\n" + d.zone + "\n"
		if d.file != "" {
			in, out := endpointOf(d.url(d.incoming)), endpointOf(d.url(d.outgoing))
			files.HandleFunc(d.file, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/xml")
				fmt.Fprint(w, probetest.Autoconfig(d.name, in, out))
			})
		}
	}
	f.files = files
	cert, key := pemOf(t, f.authority, names)

	at := func(host string) []string { // where a server listens
		if standard {
			return []string{host}
		}
		return nil
	}
	off, free := debian.Off, 0
	port := func(n int) int {
		if standard {
			return n
		}
		return free
	}
	all := debian.StartDovecot(t, debian.DovecotConfig{
		Listen: at(allHost), Certificate: cert, Key: key, Users: users,
		Ports: debian.DovecotPorts{IMAP: port(143), IMAPS: port(993), POP3: port(110), POP3S: port(995)},
	})
	pop := debian.StartDovecot(t, debian.DovecotConfig{
		Listen: at(popHost), Certificate: cert, Key: key, Users: users,
		Ports: debian.DovecotPorts{IMAP: off, IMAPS: off, POP3: off, POP3S: port(995)},
	})
	submission := func(host string, ports debian.PostfixPorts) *debian.Postfix {
		return debian.StartPostfix(t, debian.PostfixConfig{
			Listen: at(host), Ports: ports, Certificate: cert, Key: key, AuthSocket: all.AuthSocket(),
		})
	}
	both := submission(allHost, debian.PostfixPorts{SMTP: off, Submission: port(587), Submissions: port(465)})
	only465 := submission(port465, debian.PostfixPorts{SMTP: off, Submission: off, Submissions: port(465)})
	only25 := submission(port25, debian.PostfixPorts{SMTP: port(25), Submission: off, Submissions: off})
	f.dovecot, f.postfix = []*debian.Dovecot{all, pop}, []*debian.Postfix{both, only465, only25}

	config := debian.BindConfig{Zones: map[string]string{"example": zone, ".": ""}}
	if standard {
		config.Listen, config.Port = []string{nameserver}, 53
	}
	f.bind = debian.StartBind(t, config)
	f.route(all, pop, both, only465, only25)
	f.serveFiles(t, standard, cert, key)
	return f
}

// route notes where the standard ports of the machines really are.
func (f *farm) route(all, pop *debian.Dovecot, both, only465, only25 *debian.Postfix) {
	to := func(machine string, port int, e fact.Endpoint) {
		f.ports[fmt.Sprintf("%s:%d", machine, port)] = e.Address()
	}
	to(allHost, 143, all.Endpoint(fact.IMAP, fact.STARTTLS))
	to(allHost, 993, all.Endpoint(fact.IMAP, fact.Implicit))
	to(allHost, 110, all.Endpoint(fact.POP3, fact.STARTTLS))
	to(allHost, 995, all.Endpoint(fact.POP3, fact.Implicit))
	to(popHost, 995, pop.Endpoint(fact.POP3, fact.Implicit))
	to(allHost, 465, both.Endpoint(fact.Implicit))
	to(allHost, 587, both.Endpoint(fact.STARTTLS))
	to(port465, 465, only465.Endpoint(fact.Implicit))
	to(port25, 25, only25.Relay())
}

// serveFiles puts the domains' own files on a web server with TLS.
func (f *farm) serveFiles(t *testing.T, standard bool, cert, key []byte) {
	t.Helper()
	address := "127.0.0.1:0"
	if standard {
		address = webHost + ":443"
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", address, &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: f.files}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { server.Close() })
	f.ports[webHost+":443"] = l.Addr().String()
}

// dial reaches a machine's standard port where it really is.
func (f *farm) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if address == f.bind.Address() || strings.HasPrefix(address, debian.NameHost+":") {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	to, open := f.ports[address]
	if !open {
		to = debian.Host + ":1" // where nobody listens
	}
	return (&net.Dialer{}).DialContext(ctx, network, to)
}

func pemOf(t *testing.T, a *probetest.Authority, names []string) (cert, key []byte) {
	t.Helper()
	issued, err := a.Issue(probetest.Cert{Names: names})
	if err != nil {
		t.Fatal(err)
	}
	for _, der := range issued.Certificate {
		cert = append(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	der, err := x509.MarshalECPrivateKey(issued.PrivateKey.(*ecdsa.PrivateKey))
	if err != nil {
		t.Fatal(err)
	}
	return cert, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
}

// endpointOf reads a URL of the table.
func endpointOf(url string) fact.Endpoint {
	scheme, rest, _ := strings.Cut(url, "://")
	host, port, _ := strings.Cut(rest, ":")
	for _, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} {
		for _, e := range fact.StandardPorts(p) {
			if e = e.At(host); e.Scheme() == scheme && fmt.Sprint(e.Port) == port {
				return e
			}
		}
	}
	panic("no such endpoint in the tests: " + url)
}

// realReport is what the tests read of a JSON report.
type realReport struct {
	Status   string
	Settings struct{ Incoming, Outgoing *realSetting }
	Problems []struct{ Code, Severity string }
	Logins   struct{ Attempted, Refused int }
}

type realSetting struct {
	Protocol       fact.Protocol
	Host, Username string
	Port           uint16
	TLS            fact.TLSMode
	Source         fact.Source
	Auth           string
	Verified       bool
}

func (s *realSetting) String() string {
	if s == nil {
		return "nothing"
	}
	e := fact.Endpoint{Protocol: s.Protocol, Host: s.Host, Port: s.Port, TLS: s.TLS}
	return fmt.Sprintf("%s as %s from %s, verified: %t", e, s.Username, s.Source, s.Verified)
}

// invocation runs mailprobe with arguments and a password, and reads its report.
type invocation func(t *testing.T, password string, args ...string) (realReport, int)

// holds runs every real domain with the right password.
func (f *farm) holds(t *testing.T, run invocation) {
	for _, d := range realDomains {
		t.Run(d.name, func(t *testing.T) {
			before := f.accepted(t)
			r, code := run(t, realPassword, "anna@"+d.name)
			if code != exitOK || r.Status != string(probe.Verified) {
				t.Errorf("exit code %d, %s: %+v", code, r.Status, r.Problems)
			}
			user := "anna@" + d.name
			for _, s := range []struct {
				got  *realSetting
				want string
			}{{r.Settings.Incoming, d.incoming}, {r.Settings.Outgoing, d.outgoing}} {
				want := fmt.Sprintf("%s as %s from %s, verified: true", d.url(s.want), user, d.source)
				if s.got.String() != want {
					t.Errorf("%s, want %s", s.got, want)
				}
			}
			if r.Logins.Refused != 0 {
				t.Errorf("%d refused logins", r.Logins.Refused)
			}
			// Both logins stand in the servers' own logs.
			after := f.accepted(t)
			for _, e := range []fact.Endpoint{endpointOf(d.url(d.incoming)), endpointOf(d.url(d.outgoing))} {
				login := realLogin{e.Protocol, e.Port, user}
				if e.Protocol == fact.SMTP {
					login.user = "" // Postfix logs a name only with a message
				}
				if f.standard && after[login] <= before[login] {
					t.Errorf("no accepted login %v in the servers' logs: %v", login, after)
				}
				login.port = 0
				if after[login] <= before[login] {
					t.Errorf("no accepted login %v on any port in the servers' logs: %v", login, after)
				}
			}
		})
	}
}

// realLogin is a login in a server's log.
type realLogin struct {
	protocol fact.Protocol
	port     uint16 // 0 for any
	user     string
}

// accepted counts the accepted logins in all logs, by port and on any port.
func (f *farm) accepted(t *testing.T) map[realLogin]int {
	t.Helper()
	found := map[realLogin]int{}
	for _, l := range f.logins(t) {
		if l.Accepted {
			found[realLogin{l.Protocol, uint16(l.Port), l.User}]++
			found[realLogin{l.Protocol, 0, l.User}]++
		}
		if !l.TLS {
			t.Errorf("a login without TLS: %+v", l)
		}
	}
	return found
}

func (f *farm) logins(t *testing.T) []debian.Login {
	t.Helper()
	var all []debian.Login
	for _, d := range f.dovecot {
		all = append(all, d.Logins(t)...)
	}
	for _, p := range f.postfix {
		all = append(all, p.Logins(t)...)
	}
	return all
}

// refusals holds a wrong password to what it may cost, on the servers' logs.
func (f *farm) refusals(t *testing.T, run invocation) {
	for domain, most := range map[string]int{"mailonly.example": 2, "srv.example": 2, "auto.example": 1} {
		t.Run("wrong password at "+domain, func(t *testing.T) {
			before := f.refused(t)
			r, code := run(t, "wrong", "anna@"+domain)
			if code != exitRefused || r.Status != string(probe.Refused) {
				t.Errorf("exit code %d, %s: %+v", code, r.Status, r.Problems)
			}
			if cost := f.refused(t) - before; cost != r.Logins.Refused || cost > most || cost == 0 {
				t.Errorf("%d refused logins in the logs, %d in the report; %d are allowed", cost, r.Logins.Refused, most)
			}
		})
	}
}

func (f *farm) refused(t *testing.T) int {
	t.Helper()
	n := 0
	for _, l := range f.logins(t) {
		n += len(l.Refused)
	}
	return n
}

// The main job on real servers that listen anywhere, reached by a dialer that
// knows where.
func TestRealServers(t *testing.T) {
	t.Parallel()
	f := newFarm(t, false)
	command := f.inProcess(probe.Prober{
		Dial: f.dial, Roots: f.authority.Roots(),
		Resolver: f.bind.Address(),
	})
	f.holds(t, command)
	f.refusals(t, command)
}

// inProcess runs the command within the test, on a network of its choice.
func (f *farm) inProcess(network probe.Prober) invocation {
	return func(t *testing.T, password string, args ...string) (realReport, int) {
		var out, errs bytes.Buffer
		s := &system{
			stdin: strings.NewReader(password + "\n"), stdout: &out, stderr: &errs,
			getenv: func(string) string { return "" }, start: time.Now(), network: network,
		}
		code := run(append([]string{"mailprobe", "--json", "--password-stdin"}, args...), s)
		return reportIn(t, out.Bytes(), errs.String()), code
	}
}

// The main job with DNS by TCP only, over TLS and over HTTPS, from a real resolver.
func TestRealResolvers(t *testing.T) {
	t.Parallel()
	f := newFarm(t, false)
	cert, key := pemOf(t, f.authority, []string{"dns.example", debian.NameHost})
	resolver := debian.StartUnbound(t, debian.UnboundConfig{
		Certificate: cert, Key: key, Upstream: f.bind.Address(), TCPOnly: true,
	})
	for _, address := range []string{
		"tcp://" + resolver.Address(resolver.Port),
		"tls://" + resolver.Address(resolver.TLSPort) + "#dns.example",
		"https://" + resolver.Address(resolver.HTTPSPort) + "/dns-query",
	} {
		t.Run(address[:5], func(t *testing.T) {
			run := f.inProcess(probe.Prober{Dial: f.dial, Roots: f.authority.Roots()})
			r, code := run(t, realPassword, "--resolver", address, "anna@srv.example")
			if code != exitOK || r.Status != string(probe.Verified) {
				t.Errorf("exit code %d, %s: %+v", code, r.Status, r.Problems)
			}
		})
	}
}

// The built command on the standard ports, with the system's own resolver, in a
// network namespace.
func TestRealServersOnStandardPorts(t *testing.T) {
	t.Parallel()
	prefix := netip.MustParsePrefix("192.0.2.1/24")
	debian.InNamespace(t, debian.Namespace{Addresses: []string{prefix.String(), nameserver + "/32"}, Nameserver: nameserver}, func() {
		f := newFarm(t, true)
		dir := t.TempDir()
		binary, roots := filepath.Join(dir, "mailprobe"), filepath.Join(dir, "roots.pem")
		build := exec.Command("go", "build", "-o", binary, ".")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if err := os.WriteFile(roots, f.authority.RootPEM(), 0o600); err != nil {
			t.Fatal(err)
		}
		built := func(t *testing.T, password string, args ...string) (realReport, int) {
			var out, errs bytes.Buffer
			cmd := exec.Command(binary, append([]string{"--json", "--password-stdin", "--ca-file", roots}, args...)...)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(password+"\n"), &out, &errs
			_ = cmd.Run() // the exit code tells
			return reportIn(t, out.Bytes(), errs.String()), cmd.ProcessState.ExitCode()
		}
		f.holds(t, built)
		f.refusals(t, built)
	})
}

func reportIn(t *testing.T, out []byte, errs string) realReport {
	t.Helper()
	var r realReport
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("no report: %v: %s", err, errs)
	}
	if strings.Contains(string(out)+errs, realPassword) {
		t.Error("the password is in the output")
	}
	return r
}
