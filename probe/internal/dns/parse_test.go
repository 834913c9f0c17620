package dns

import (
	"net/netip"
	"testing"
)

func TestParseServer(t *testing.T) {
	tests := []struct {
		text string
		want string // empty where it is refused
	}{
		{"192.0.2.53", "192.0.2.53:53"},
		{"192.0.2.53:5353", "192.0.2.53:5353"},
		{"udp://192.0.2.53", "192.0.2.53:53"},
		{"UDP://192.0.2.53:1", "192.0.2.53:1"},
		{"tcp://192.0.2.53", "tcp://192.0.2.53:53"},
		{"tcp://[2001:db8::53]:5353", "tcp://[2001:db8::53]:5353"},
		{"2001:db8::53", "[2001:db8::53]:53"},
		{"[2001:db8::53]", "[2001:db8::53]:53"},
		{"[2001:db8::53]:5353", "[2001:db8::53]:5353"},
		{"fe80::1%eth0", "[fe80::1%eth0]:53"},
		{"[fe80::1%eth0]:53", "[fe80::1%eth0]:53"},

		{"", ""},
		{"udp://", ""},
		{"dns.example", ""},
		{"localhost:53", ""},
		{"192.0.2.53:0", ""},
		{"192.0.2.53:65536", ""},
		{"192.0.2.53:", ""},
		{"192.0.2.53:53 ", ""},
		{"192.0.2.256", ""},
		{"192.0.2.53/", ""},
		{"]192.0.2.53[", ""},
		{"[2001:db8::53", ""},
		{"2001:db8::53]", ""},
		{"[[2001:db8::53]]", ""},
		{"tls://192.0.2.53", "tls://192.0.2.53:853"},
		{"tls://[2001:db8::53]:8853#DNS.example", "tls://[2001:db8::53]:8853#dns.example"},
		{"https://dns.example", "https://dns.example/dns-query"},
		{"https://192.0.2.53:8443/q", "https://192.0.2.53:8443/q"},

		{"tls://dns.example", ""},
		{"tls://192.0.2.53#", ""},
		{"tls://192.0.2.53#no name", ""},
		{"https://", ""},
		{"https://user@dns.example/", ""},
		{"https://dns.example/?dns=x", ""},
		{"https://no name/", ""},
		{"quic://192.0.2.53", ""},
		{"://192.0.2.53", ""},
	}
	for _, tt := range tests {
		s, err := ParseServer(tt.text)
		switch {
		case tt.want == "" && err == nil:
			t.Errorf("%q was taken for %s", tt.text, s)
		case tt.want != "" && err != nil:
			t.Errorf("%q: %v", tt.text, err)
		case tt.want != "" && s.String() != tt.want:
			t.Errorf("%q is %s, want %s", tt.text, s, tt.want)
		}
	}
}

// TestParseServerAgain: what a server calls itself can be given again.
func TestParseServerAgain(t *testing.T) {
	for _, text := range []string{"192.0.2.53", "tcp://2001:db8::53", "[fe80::1%2]:5353", "tls://192.0.2.53#dns.example", "https://dns.example"} {
		first := server(t, text)
		if again := server(t, first.String()); again.String() != first.String() {
			t.Errorf("%q became %s and then %s", text, first, again)
		}
	}
}

func TestUsable(t *testing.T) {
	tests := []struct {
		ips  []string
		want string
	}{
		{nil, ""},
		{[]string{"192.0.2.1", "2001:db8::1"}, "192.0.2.1:53 [2001:db8::1]:53"},
		{[]string{"192.0.2.2", "192.0.2.1", "192.0.2.2"}, "192.0.2.2:53 192.0.2.1:53"},
		{[]string{"::ffff:192.0.2.1", "192.0.2.1"}, "192.0.2.1:53"},
		{[]string{"0.0.0.0", "::", ""}, ""},
		{[]string{"fec0:0:0:ffff::1", "fec0:0:0:ffff::2%3", "192.0.2.1"}, "192.0.2.1:53"},
		{[]string{"fe80::1%3", "fe80::1%4"}, "[fe80::1%3]:53 [fe80::1%4]:53"},
		{[]string{"127.0.0.53"}, "127.0.0.53:53"},
	}
	for _, tt := range tests {
		var ips []netip.Addr
		for _, text := range tt.ips {
			ip, _ := netip.ParseAddr(text) // the zero address, where there is none
			ips = append(ips, ip)
		}
		if got := listed(usable(ips)); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.ips, got, tt.want)
		}
	}
}
