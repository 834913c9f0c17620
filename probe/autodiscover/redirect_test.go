package autodiscover

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestPlaces(t *testing.T) {
	want := []Place{
		{"https://autodiscover.mail.example.co.uk/autodiscover/autodiscover.xml", false},
		{"https://mail.example.co.uk/autodiscover/autodiscover.xml", false},
		{"http://autodiscover.mail.example.co.uk/autodiscover/autodiscover.xml", true},
	}
	if diff := cmp.Diff(want, Places("mail.example.co.uk")); diff != "" {
		t.Error(diff)
	}
	for _, domain := range []string{"", "com", "co.uk", "duckdns.org", "github.io", "localhost", "192.0.2.1", "xn--p1ai", "nosuchtoplevel"} {
		if places := Places(domain); places != nil {
			t.Errorf("%q: %v", domain, places)
		}
	}
}

// No place is one of a shorter domain, and only one asked in the clear is
// marked so.
func TestPlacesStayInTheDomain(t *testing.T) {
	for _, domain := range []string{"example.com", "a.b.example.com", "anna.duckdns.org", "xn--bcher-kva.example", "autodiscover.com"} {
		places := Places(domain)
		if len(places) == 0 {
			t.Errorf("%s: none", domain)
		}
		for _, place := range places {
			u, err := url.Parse(place.URL)
			if err != nil || u.Host != domain && u.Host != "autodiscover."+domain || place.RedirectOnly != (u.Scheme == "http") {
				t.Errorf("%s: %+v, %v", domain, place, err)
			}
		}
	}
	if got := SRVName("example.com"); got != "_autodiscover._tcp.example.com" {
		t.Error(got)
	}
}

func TestPlaceAt(t *testing.T) {
	for target, want := range map[string]string{
		"mail.hoster.example.":       "https://mail.hoster.example/autodiscover/autodiscover.xml",
		"AutoDiscover-s.Outlook.com": "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml",
		".":                          "",
		"":                           "",
		"localhost.":                 "",
		"192.0.2.1":                  "",
		"a b.example":                "",
		"a.example/x?@b":             "",
		"_x.example":                 "",
	} {
		place, err := PlaceAt(target)
		if place.URL != want || place.RedirectOnly || (err == nil) != (want != "") {
			t.Errorf("%q: %+v, %v", target, place, err)
		}
	}
}

func TestMicrosoft(t *testing.T) {
	for host, want := range map[string]bool{
		"outlook.com": true, "autodiscover-s.outlook.com": true, "outlook.office365.com": true, "office365.com": true,
		"hotmail.com": true, "a.b.hotmail.com": true,
		"example-com.mail.protection.outlook.com": true,
		"myoutlook.com": false, "outlook.com.evil.example": false, "office365.com.evil.example": false,
		"outlook.co": false, "": false, "com": false, "onmicrosoft.com": false, "microsoft.com": false,
	} {
		if got := Microsoft(host); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
}

// hops makes a chain about anna@example.com.
func hops(urls ...string) []Hop {
	var chain []Hop
	for _, u := range urls {
		chain = append(chain, Hop{URL: u, Address: fact.Address{Local: "anna", Domain: "example.com"}})
	}
	return chain
}

const (
	own       = "https://autodiscover.example.com/autodiscover/autodiscover.xml"
	cleartext = "http://autodiscover.example.com/autodiscover/autodiscover.xml"
	hoster    = "https://autodiscover.hoster.example/autodiscover/autodiscover.xml"
	office    = "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml"
)

func TestFollow(t *testing.T) {
	for _, test := range []struct {
		name  string
		chain []Hop
		next  string
		want  string
		err   error
	}{
		{"inside the domain", hops(own), "https://mail.example.com/ad.xml", "https://mail.example.com/ad.xml", nil},
		{"to somebody else", hops(own), hoster, hoster, nil},
		{"to Microsoft", hops(cleartext), office, office, nil},
		{"from the clear to itself", hops(cleartext), own, own, nil},
		{"another spelling", hops(own), "HTTPS://Autodiscover.HOSTER.example./x", "https://autodiscover.hoster.example/x", nil},
		{"an international name", hops(own), "https://bücher.example/", "https://xn--bcher-kva.example/", nil},
		{"another port", hops(own), "https://mail.example.com:8443/x", "https://mail.example.com:8443/x", nil},
		{"nothing asked yet", nil, own, own, nil},
		{"from https to http", hops(own), cleartext, "", insecure},
		{"from http to http", hops(cleartext), "http://www.example.com/x", "", insecure},
		{"a file", hops(own), "file:///etc/passwd", "", malformed},
		{"another protocol", hops(own), "ldap://example.com/", "", malformed},
		{"a path", hops(own), "/autodiscover/autodiscover.xml", "", malformed},
		{"nothing", hops(own), "", "", malformed},
		{"a user name", hops(own), "https://example.com@evil.example/", "", malformed},
		{"a line end", hops(own), "https://evil.example/\r\nX: y", "", malformed},
		{"a backslash", hops(own), `https://evil.example\.example.com/`, "", malformed},
		{"this machine", hops(own), "https://localhost/x", "", notPublic},
		{"an address", hops(own), "https://192.168.1.1/x", "", notPublic},
		{"an address in few numbers", hops(own), "https://127.1/x", "", notPublic},
		{"an address of the other family", hops(own), "https://[::1]/x", "", malformed},
		{"where it came from", hops(own, hoster), own, "", loop},
		{"where it came from, in capitals", hops(own), "https://AUTODISCOVER.example.com/autodiscover/autodiscover.xml", "", loop},
		{"itself", hops(hoster), hoster, "", loop},
	} {
		got, err := Follow(test.chain, test.next)
		if got != test.want || !errors.Is(err, test.err) || err != nil && err.Error() == "" {
			t.Errorf("%s: %q, %v; want %q, %v", test.name, got, err, test.want, test.err)
		}
	}
}

// The same URL is worth asking again about another address.
func TestFollowSameURLForAnotherAddress(t *testing.T) {
	chain := append(hops(own), Hop{URL: hoster, Address: fact.Address{Local: "anna", Domain: "example.net"}})
	if got, err := Follow(chain, own); got != own || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestFollowEnds(t *testing.T) {
	chain, followed := hops(own), 0
	for {
		next, err := Follow(chain, fmt.Sprintf("https://host%d.example.com/", followed))
		if err != nil {
			if !errors.Is(err, tooMany) || followed != 10 {
				t.Errorf("after %d: %v", followed, err)
			}
			break
		}
		followed++
		chain = append(chain, Hop{URL: next, Address: chain[0].Address})
	}
	if _, err := FollowAddress(chain, fact.Address{Local: "a", Domain: "example.net"}); !errors.Is(err, tooMany) {
		t.Errorf("to an address: %v", err)
	}
}

func TestFollowAddress(t *testing.T) {
	chain := hops(own, hoster)
	places, err := FollowAddress(chain, address(t, "anna@example.mail.onmicrosoft.com"))
	if err != nil || !slices.Equal(places, Places("example.mail.onmicrosoft.com")) || len(places) != 3 {
		t.Errorf("%v, %v", places, err)
	}
	for addr, want := range map[fact.Address]error{
		{Local: "Anna", Domain: "example.com"}:      loop,
		{Local: "bernd", Domain: "example.com"}:     nil,
		{Local: "anna", Domain: "duckdns.org"}:      nothingThere,
		{Local: "anna", Domain: "localhost"}:        nothingThere,
		{Local: "anna", Domain: "evil.duckdns.org"}: nil,
		{}: nothingThere,
	} {
		if _, err := FollowAddress(chain, addr); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", addr.ASCII(), err, want)
		}
	}
}

func TestMayLogIn(t *testing.T) {
	type hop struct {
		url     string
		schemes []string
	}
	basic := []string{"Negotiate", "Basic"}
	for _, test := range []struct {
		name   string
		domain string
		chain  []hop
		want   bool
	}{
		{"nothing asked", "example.com", nil, false},
		{"the domain's host", "example.com", []hop{{own, basic}}, true},
		{"the domain itself", "example.com", []hop{{"https://example.com/x", []string{"basic"}}}, true},
		{"a sister of a deeper domain", "staff.example.com", []hop{{"https://mail.example.com/x", basic}}, true},
		{"not asked for", "example.com", []hop{{own, nil}}, false},
		{"another scheme only", "example.com", []hop{{own, []string{"Bearer", "Negotiate"}}}, false},
		{"in the clear", "example.com", []hop{{cleartext, basic}}, false},
		{"in the clear to Microsoft", "example.com", []hop{{"http://autodiscover.outlook.com/x", basic}}, false},
		{"somebody else", "example.com", []hop{{hoster, basic}}, false},
		{"a redirect to somebody else", "example.com", []hop{{own, nil}, {hoster, basic}}, false},
		{"a redirect to Microsoft", "example.com", []hop{{cleartext, nil}, {office, basic}}, true},
		{"a redirect back to the domain", "example.com", []hop{{own, nil}, {hoster, nil}, {"https://mail.example.com/x", basic}}, true},
		{"after a login, inside", "example.com", []hop{{own, basic}, {"https://mail.example.com/x", basic}}, true},
		{"after a login, to somebody else", "example.com", []hop{{own, basic}, {hoster, basic}}, false},
		{"down from a token", "example.com", []hop{{own, []string{"Bearer"}}, {"https://mail.example.com/x", basic}}, false},
		{"down from a ticket, at Microsoft", "example.com", []hop{{office, []string{"NTLM", "Negotiate"}}, {"https://outlook.office365.com/x", basic}}, false},
		{"a name that looks like Microsoft's", "example.com", []hop{{"https://outlook.com.evil.example/x", basic}}, false},
		{"a name that ends like the domain", "example.com", []hop{{"https://evilexample.com/x", basic}}, false},
		{"the domain as a user name", "example.com", []hop{{"https://example.com@evil.example/x", basic}}, false},
		{"the shorter domain", "example.co.uk", []hop{{"https://autodiscover.co.uk/x", basic}}, false},
		{"a neighbour below a private suffix", "anna.duckdns.org", []hop{{"https://evil.duckdns.org/x", basic}}, false},
		{"own below a private suffix", "anna.duckdns.org", []hop{{"https://autodiscover.anna.duckdns.org/x", basic}}, true},
		{"below a suffix that is the domain", "duckdns.org", []hop{{"https://autodiscover.duckdns.org/x", basic}}, false},
		{"no host", "example.com", []hop{{"https:///x", basic}}, false},
	} {
		var chain []Hop
		for _, h := range test.chain {
			chain = append(chain, Hop{URL: h.url, Schemes: h.schemes})
		}
		if got := MayLogIn(test.domain, chain); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// It is the domain that the user gave which counts, not the one that an answer
// speaks of.
func TestMayLogInForAnotherAddress(t *testing.T) {
	chain := append(hops(own), Hop{
		URL:     "https://autodiscover.evil.example/autodiscover/autodiscover.xml",
		Address: fact.Address{Local: "anna", Domain: "evil.example"},
		Schemes: []string{"Basic"},
	})
	if MayLogIn("example.com", chain) {
		t.Error("the password goes where an answer led")
	}
}

func TestOrigin(t *testing.T) {
	for _, test := range []struct {
		name  string
		chain []Hop
		want  fact.Origin
	}{
		{"the domain's host", hops(own), fact.OriginDomain},
		{"a redirect inside", hops(own, "https://mail.example.com/x"), fact.OriginDomain},
		{"a redirect out", hops(own, hoster), fact.OriginElsewhere},
		{"a redirect to Microsoft", hops(own, office), fact.OriginElsewhere},
		{"out and back", hops(own, hoster, "https://mail.example.com/x"), fact.OriginElsewhere},
		{"from the clear", hops(cleartext, own), fact.OriginHTTP},
		{"from the clear to Microsoft", hops(cleartext, office), fact.OriginHTTP},
		{"an SRV target inside", byRecord(own), fact.OriginDNS},
		{"an SRV target inside that leads outside", byRecord(own, hoster), fact.OriginDNS},
		{"an SRV target outside", byRecord(hoster), fact.OriginDNS},
		{"an SRV target that leads into the clear", byRecord(own, cleartext), fact.OriginHTTP},
		{"nothing asked", nil, fact.OriginElsewhere},
	} {
		if got := Origin("example.com", test.chain); got != test.want {
			t.Errorf("%s: %s", test.name, got)
		}
	}
}

// byRecord are hops of a chain that an SRV record began.
func byRecord(urls ...string) []Hop {
	chain := hops(urls...)
	chain[0].Record = true
	return chain
}

// FuzzFollow looks for a URL that is judged as one host and asked as another,
// or that a password could be sent to without the rules.
func FuzzFollow(f *testing.F) {
	for _, seed := range []string{own, cleartext, hoster, office, "https://example.com\\@evil.example/", "https://a@b/", "https://example.com%2eevil.example/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, next string) {
		got, err := Follow(hops(own), next)
		if err != nil {
			var refusal refusal
			if !errors.As(err, &refusal) || got != "" {
				t.Fatalf("%q, %v", got, err)
			}
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "https" || u.User != nil {
			t.Fatalf("%q is %q: %v", next, got, err)
		}
		host := u.Hostname()
		allowed := Microsoft(host) || fact.Registrable(host) == "example.com"
		if MayLogIn("example.com", append(hops(own), Hop{URL: got, Schemes: []string{"Basic"}})) != allowed {
			t.Fatalf("%q is %q, host %q", next, got, host)
		}
	})
}
