package debian_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

const zone = `
@           MX   10 mail
@           TXT  "v=spf1 -all"
_imaps._tcp SRV  0 1 993 mail
_pop3s._tcp SRV  0 0 0 .
mail        A    192.0.2.10
mail        AAAA 2001:db8::10
old   3600  CNAME mail
`

// ask returns the answer section as text, or the code of the refusal.
func ask(t *testing.T, network, addr, name string, kind uint16) []string {
	t.Helper()
	client := dns.Client{Net: network}
	answer, _, err := client.ExchangeContext(t.Context(), new(dns.Msg).SetQuestion(name, kind), addr)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if answer.Rcode != dns.RcodeSuccess {
		return []string{dns.RcodeToString[answer.Rcode]}
	}
	var records []string
	for _, record := range answer.Answer {
		records = append(records, record.String())
	}
	return records
}

func TestBind(t *testing.T) {
	t.Parallel()
	b := debian.StartBind(t, debian.BindConfig{Zones: map[string]string{"example.com": zone}})
	for _, network := range []string{"udp", "tcp"} {
		for _, question := range []struct {
			name string
			kind uint16
			want []string
		}{
			{"example.com.", dns.TypeMX, []string{"example.com.\t60\tIN\tMX\t10 mail.example.com."}},
			{"_imaps._tcp.example.com.", dns.TypeSRV, []string{"_imaps._tcp.example.com.\t60\tIN\tSRV\t0 1 993 mail.example.com."}},
			{"mail.example.com.", dns.TypeAAAA, []string{"mail.example.com.\t60\tIN\tAAAA\t2001:db8::10"}},
			{"mail.example.com.", dns.TypeTXT, nil},
			{"old.example.com.", dns.TypeA, []string{
				"old.example.com.\t3600\tIN\tCNAME\tmail.example.com.", "mail.example.com.\t60\tIN\tA\t192.0.2.10",
			}},
			{"nobody.example.com.", dns.TypeA, []string{"NXDOMAIN"}},
			{"example.org.", dns.TypeA, []string{"REFUSED"}},
		} {
			got := ask(t, network, b.Address(), question.name, question.kind)
			if diff := cmp.Diff(question.want, got); diff != "" {
				t.Errorf("%s %s by %s (-want +got):\n%s", question.name, dns.TypeToString[question.kind], network, diff)
			}
		}
	}
}

func TestBindWithRoot(t *testing.T) {
	t.Parallel()
	b := debian.StartBind(t, debian.BindConfig{Zones: map[string]string{".": "", "example.com": zone}})
	for name, want := range map[string]string{"example.org.": "NXDOMAIN", "nobody.example.com.": "NXDOMAIN"} {
		if diff := cmp.Diff([]string{want}, ask(t, "udp", b.Address(), name, dns.TypeA)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
