package probetest

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"
)

// visit connects to a host and returns the first line it says, or what went
// wrong instead. Ports of implicit TLS are spoken to in TLS.
func visit(t *testing.T, i *Internet, address string) (c net.Conn, r *bufio.Reader, line string) {
	t.Helper()
	c, err := i.dialName(t)(t.Context(), "tcp", address)
	if err != nil {
		return nil, nil, err.Error()
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(20 * time.Second))
	host, port, _ := net.SplitHostPort(address)
	if slices.Contains([]string{"993", "995", "465"}, port) {
		c = tls.Client(c, i.clientTLS(host))
	}
	r = bufio.NewReader(io.LimitReader(c, 1<<20))
	line, err = r.ReadString('\n')
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return c, r, line + "silence"
	} else if err != nil {
		return c, r, line + err.Error()
	}
	return c, r, line
}

func TestDomainsAreAsDescribed(t *testing.T) {
	tests := []struct{ domain, address, says string }{
		{"incomplete.example", "imap.incomplete.example:993", "unknown authority"},
		{"oldtls.example", "smtp.oldtls.example:465", "protocol version"},
		{"wrongmode.example", "imap.wrongmode.example:143", "silence"},
		{"stripped.example", "imap.stripped.example:143", "* OK ready"},
		{"smtpoff.example", "imap.smtpoff.example:993", "* OK"},
		{"apppassword.example", "smtp.apppassword.example:465", "220 smtp.apppassword.example"},
		{"blocked.example", "imap.blocked.example:993", "* BYE Your address"},
		{"srv.example", "in1.srv.example:993", "* OK"},
		{"srv.example", "out1.srv.example:465", "220 out1.srv.example"},
		{"srv.example", "imap.srv.example:993", "NXDOMAIN"},
		{"autoconfig.example", "in1.autoconfig.example:993", "* OK"},
		{"autoconfig.example", "out1.autoconfig.example:587", "220 out1.autoconfig.example"},
		{"wellknown.example", "in1.wellknown.example:993", "* OK"},
		{"wellknown.example", "autoconfig.wellknown.example:443", "NXDOMAIN"},
		{"implicit.example", "imap.implicit.example:993", "* OK"},
		{"implicit.example", "imap.implicit.example:143", "connection refused"},
		{"starttls.example", "imap.starttls.example:143", "STARTTLS LOGINDISABLED"},
		{"starttls.example", "smtp.starttls.example:465", "connection refused"},
		{"onehost.example", "mail.onehost.example:995", "+OK"},
		{"onehost.example", "mail.onehost.example:25", "220 mail.onehost.example"},
		{"pop.example", "pop.pop.example:995", "+OK"},
		{"pop.example", "pop.pop.example:993", "connection refused"},
		{"port25.example", "smtp.port25.example:25", "220 smtp.port25.example"},
		{"port25.example", "smtp.port25.example:587", "connection refused"},
		{"gmx.de", "imap.gmx.net:993", "* OK"},
		{"gmx.de", "mail.gmx.net:465", "220 mail.gmx.net"},
		{"athome.example", "pop.gmx.net:995", "+OK"},
		{"athome.example", "mx00.emig.gmx.net:25", "220 mx00"},
		{"athome.example", "imap.athome.example:993", "NXDOMAIN"},
		{"deadipv6.example", "imap.deadipv6.example:993", "* OK"},
		{"drops.example", "in1.drops.example:993", "* OK"},
		{"drops.example", "imap.drops.example:993", "connection timed out"},
		{"moved.example", "imap.gmx.net:993", "* OK"},
		{"moved.example", "imap.moved.example:993", "* OK"},
		{"moved.example", "anything.moved.example:143", "* OK"},
		{"noimap.example", "in1.noimap.example:995", "+OK"},
		{"pacc.example", "in1.pacc.example:993", "* OK"},
		{"pacc.example", "autoconfig.pacc.example:443", "NXDOMAIN"},
		{"ispdb.example", "out1.ispdb.example:587", "220 out1.ispdb.example"},
		{"pox.example", "out1.pox.example:465", "220 out1.pox.example"},
		{"txt.example", "in1.txt.example:993", "* OK"},
		{"disagree.example", "in2.disagree.example:993", "* OK"},
		{"disagree.example", "in1.disagree.example:993", "NXDOMAIN"},
		{"nullmx.example", "imap.nullmx.example:993", "NXDOMAIN"},
		{"expired.example", "imap.expired.example:993", "certificate has expired"},
		{"misnamed.example", "smtp.misnamed.example:465", "certificate is valid for server7.hoster.example"},
		{"selfsigned.example", "imap.selfsigned.example:993", "unknown authority"},
		{"cleartext.example", "imap.cleartext.example:143", "AUTH=PLAIN"},
		{"cleartext.example", "imap.cleartext.example:993", "connection refused"},
		{"mute.example", "imap.mute.example:993", "silence"},
		{"endless.example", "imap.endless.example:993", "* OK xxxx"},
		{"rubbish.example", "imap.rubbish.example:993", garbage(300)},
		{"hangsup.example", "smtp.hangsup.example:465", "EOF"},
	}
	visited := make(map[string]bool)
	for _, test := range tests {
		visited[test.domain] = true
		t.Run(test.address, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				i := world(t, Options{RTT: rtt})
				if err := i.Build(test.domain); err != nil {
					t.Fatal(err)
				}
				if _, _, line := visit(t, i, test.address); !strings.Contains(line, test.says) {
					t.Errorf("says %.100q, want %q in it", line, test.says)
				}
			})
		})
	}
	for _, d := range Domains() {
		if !visited[d.Name] && d.Works == (Settings{}) { // a run visits the others
			t.Errorf("nobody has visited %s", d.Name)
		}
	}
}

func TestAccountsOfDomains(t *testing.T) {
	i := world(t, Options{})
	if err := i.Build(); err != nil {
		t.Fatal(err)
	}
	if err := i.Build("gmx.de"); err != nil {
		t.Errorf("built twice: %v", err)
	}
	if i.Build("nowhere.example") == nil {
		t.Error("an unknown domain was built")
	}
	login := func(host, user string) string {
		c, r, line := visit(t, i, host+":993")
		if !strings.HasPrefix(line, "* OK") {
			return line
		}
		fmt.Fprintf(c, "a LOGIN %s \"%s\"\r\n", user, Password)
		answer, err := r.ReadString('\n')
		if err != nil {
			return err.Error()
		}
		return answer
	}
	for _, test := range []struct{ host, domain, want string }{
		{"in1.srv.example", "srv.example", "a OK"},
		{"imap.port25.example", "port25.example", "a OK"},
		{"imap.gmx.net", "gmx.de", "a OK"},
		{"imap.gmx.net", "athome.example", "a OK"},
		{"imap.gmx.net", "moved.example", "a OK"},
		{"imap.gmx.net", "srv.example", "a NO [AUTHENTICATIONFAILED]"},
		{"imap.moved.example", "moved.example", "a NO [AUTHENTICATIONFAILED]"},
	} {
		if got := login(test.host, User+"@"+test.domain); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s at %s: %q", test.domain, test.host, got)
		}
	}
	for _, d := range Domains() {
		if d.Address() != "anna@"+d.Name {
			t.Errorf("%s: the address is %s", d.Name, d.Address())
		}
		for _, about := range []string{d.About.EN, d.About.DE} {
			if about == "" || strings.HasSuffix(about, ".") || strings.Contains(about, "\n") {
				t.Errorf("%s: %q", d.Name, about)
			}
		}
	}
}

func TestRecordsOfDomains(t *testing.T) {
	i := world(t, Options{})
	if err := i.Build(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		kind uint16
		want string
	}{
		{"_imaps._tcp.srv.example", dns.TypeSRV, "NOERROR; _imaps._tcp.srv.example SRV 0 1 993 in1.srv.example."},
		{"_imaps._tcp.noimap.example", dns.TypeSRV, "NOERROR; _imaps._tcp.noimap.example SRV 0 0 0 ."},
		{"nullmx.example", dns.TypeMX, "NOERROR; nullmx.example MX 0 ."},
		{"_imaps._tcp.moved.example", dns.TypeSRV, "NOERROR"},
		{"athome.example", dns.TypeMX, "NOERROR; athome.example MX 10 mx00.emig.gmx.net.; athome.example MX 10 mx01.emig.gmx.net."},
	} {
		if m, err := ask(t, i, "udp", test.name, test.kind); err != nil || brief(m) != test.want {
			t.Errorf("%s: %s, %v", test.name, brief(m), err)
		}
	}
	client := browser(t, i)
	for url, want := range map[string]string{
		"https://autoconfig.autoconfig.example/mail/config-v1.1.xml":                "<hostname>out1.autoconfig.example</hostname>",
		"https://wellknown.example/.well-known/autoconfig/mail/config-v1.1.xml":     "<port>587</port>",
		"https://autoconfig.moved.example/mail/config-v1.1.xml?emailaddress=anna@x": "<hostname>mail.hoster.example</hostname>",
	} {
		if status, kind, body, err := get(t, client, url); status != 200 || kind != "text/xml" || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s %v\n%s", url, status, kind, err, body)
		}
	}
	aaaa, err := ask(t, i, "udp", "imap.deadipv6.example", dns.TypeAAAA)
	if err != nil || len(aaaa.Answer) != 1 {
		t.Fatalf("no IPv6 address: %v", err)
	}
	dead := aaaa.Answer[0].(*dns.AAAA).AAAA.String()
	if fault := i.Network.faultAt(netip.MustParseAddrPort("[" + dead + "]:993")); fault != Drop {
		t.Errorf("the way to %s has fault %v, want it to drop", dead, fault)
	}
}
