package autoconfig

import (
	"slices"
	"strings"
	"testing"
)

func TestLookUpAuthentication(t *testing.T) {
	for _, test := range []struct {
		system, value string
		want          string // system:method, or empty where it is unknown
		exact         bool
		mechanisms    string
	}{
		{"", "password-cleartext", ":password-cleartext", true, "PLAIN LOGIN"},
		{"", "Password-Cleartext", ":password-cleartext", false, "PLAIN LOGIN"},
		{"", "plain", ":password-cleartext", false, "PLAIN LOGIN"},
		{"", "password-encrypted", ":password-encrypted", true, "SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5"},
		{"", "secure", ":password-encrypted", false, "SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5"},
		{"", "OAuth2", ":OAuth2", true, "OAUTHBEARER XOAUTH2"},
		{"", "OAuth", ":OAuth2", false, "OAUTHBEARER XOAUTH2"},
		{"", "NTLM", ":NTLM", true, "NTLM"},
		{"", "GSSAPI", ":GSSAPI", true, "GSSAPI"},
		{"", "TLS-client-cert", ":TLS-client-cert", true, "EXTERNAL"},
		{"", "none", ":none", true, ""},
		{"", "client-IP-address", ":client-IP-address", true, ""},
		{"", "smtp-after-pop", ":smtp-after-pop", true, ""},
		{"", "basic", "http:basic", true, ""},
		{"", "http-digest", "http:digest", false, ""},
		{"http", "basic", "http:basic", true, ""},
		{"http", "Digest", "http:digest", true, ""},
		{"HTTP", "basic", "http:basic", false, ""},
		{"http", "Bearer", "", false, ""},
		{"http", "plain", "", false, ""},
		{"sasl", "SCRAM-SHA-256-PLUS", "sasl:SCRAM-SHA-256-PLUS", true, "SCRAM-SHA-256-PLUS"},
		{"sasl", "plain", "sasl:PLAIN", false, "PLAIN"},
		{"sasl", "X-OUR-OWN", "sasl:X-OUR-OWN", true, "X-OUR-OWN"},
		{"sasl", "LONGER-THAN-TWENTY-BYTES", "", false, ""},
		{"sasl", "PLAIN\r\nA1", "", false, ""},
		{"sasl", "", "", false, ""},
		{"", "SASL SCRAM-SHA-1", "sasl:SCRAM-SHA-1", false, "SCRAM-SHA-1"},
		{"", "XOAUTH2", "sasl:XOAUTH2", false, "XOAUTH2"},
		{"", "SCRAM-SHA-512", "sasl:SCRAM-SHA-512", false, "SCRAM-SHA-512"},
		{"", "ANONYMOUS", "", false, ""},
		{"", "", "", false, ""},
		{"kerberos", "GSSAPI", "", false, ""},
	} {
		a, exact, ok := lookUpAuthentication(test.system, test.value)
		if ok != (test.want != "") {
			t.Errorf("%q %q: known %v", test.system, test.value, ok)
			continue
		}
		if !ok {
			continue
		}
		if got := a.System + ":" + a.Method; got != test.want || exact != test.exact {
			t.Errorf("%q %q: %s, exact %v", test.system, test.value, got, exact)
		}
		if got := strings.Join(a.Mechanisms(), " "); got != test.mechanisms {
			t.Errorf("%q %q: mechanisms %s", test.system, test.value, got)
		}
	}
}

func TestServerMechanisms(t *testing.T) {
	for _, test := range []struct {
		methods    string
		mechanisms string
		tokenOnly  bool
		noLogin    bool
	}{
		{"", "", false, false},
		{"OAuth2", "OAUTHBEARER XOAUTH2", true, false},
		{"OAuth2 password-cleartext", "OAUTHBEARER XOAUTH2 PLAIN LOGIN", false, false},
		{"OAuth2 sasl:XOAUTH2", "OAUTHBEARER XOAUTH2", true, false},
		{"sasl:LOGIN password-cleartext", "LOGIN PLAIN", false, false},
		{"OAuth2 none", "OAUTHBEARER XOAUTH2", false, false},
		{"OAuth2 GSSAPI", "OAUTHBEARER XOAUTH2 GSSAPI", false, false},
		{"none client-IP-address", "", false, true},
		{"sasl:ANONYMOUS", "ANONYMOUS", false, true},
		{"http:basic", "", false, false},
	} {
		var s Server
		for _, m := range strings.Fields(test.methods) {
			system, method, found := strings.Cut(m, ":")
			if !found {
				system, method = "", m
			}
			s.Authentication = append(s.Authentication, Authentication{system, method})
		}
		if got := s.Mechanisms(); !slices.Equal(got, strings.Fields(test.mechanisms)) {
			t.Errorf("%s: %v", test.methods, got)
		}
		if s.TokenOnly() != test.tokenOnly || s.NoLogin() != test.noLogin {
			t.Errorf("%s: token only %v, no login %v", test.methods, s.TokenOnly(), s.NoLogin())
		}
	}
}
