package autodiscover

import (
	"errors"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
)

const path = "/autodiscover/autodiscover.xml"

// Place is one URL to begin at.
type Place struct {
	URL string
	// RedirectOnly is set where the place is asked in the clear. It is asked with
	// a GET that holds no address and no password, and nothing of its answer
	// counts but the Location of a redirect, under the rules of [Follow].
	RedirectOnly bool
}

// Places are the places to ask for a mail domain, given as A-labels, best first:
// a host that is there for the purpose, the domain's own web server, and the
// redirect that those use who have a certificate for neither (MS-OXDISCO,
// section 3.1.5). Those that the SRV record names, by [PlaceAt], come before the
// last one.
//
// They are never those of a shorter domain: mail programs that asked
// autodiscover.com for example.com sent it hundreds of thousands of passwords.
// For the same reason there is none for a name without a dot or on the public
// suffix list, private part included, whose "autodiscover" label anybody could
// have registered.
func Places(domain string) []Place {
	if suffix, _ := publicsuffix.PublicSuffix(domain); suffix == domain || !checked.PublicHost(domain) {
		return nil
	}
	return []Place{
		{URL: "https://autodiscover." + domain + path},
		{URL: "https://" + domain + path},
		{URL: "http://autodiscover." + domain + path, RedirectOnly: true},
	}
}

// SRVName is the name whose SRV records tell of further places. Mail programs
// ask 443 whatever port the records give.
func SRVName(domain string) string { return "_autodiscover._tcp." + domain }

// PlaceAt is the place on the target of an SRV record. It refuses what is no
// name of a host on the internet, the "." for no service included.
func PlaceAt(target string) (Place, error) {
	host, err := fact.ToASCII(target)
	if err != nil {
		return Place{}, err
	}
	if !checked.PublicHost(host) {
		return Place{}, errors.New("not a name on the internet")
	}
	return Place{URL: "https://" + host + path}, nil
}

// Microsoft reports whether a host, as A-labels, is one of those that Microsoft
// serves Exchange Online and outlook.com on, such as outlook.office365.com and
// autodiscover-s.outlook.com. Nobody else gets a name below these domains.
func Microsoft(host string) bool {
	for _, own := range []string{"outlook.com", "office365.com", "hotmail.com"} {
		if host == own || strings.HasSuffix(host, "."+own) {
			return true
		}
	}
	return false
}
