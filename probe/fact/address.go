package fact

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Address is a mail address that was found to be well formed.
type Address struct {
	// Typed is the address as the user wrote it, without surrounding space.
	Typed string
	// Local is the part before the @, as typed: servers may tell "Anna" from "anna".
	Local string
	// Domain is the part after the @ as A-labels.
	Domain string
}

// ASCII is the address with its domain as A-labels. It is the first user name
// to try for an international domain: few servers know the other form.
func (a Address) ASCII() string { return a.Local + "@" + a.Domain }

// Unicode is the address with its domain as people read it.
func (a Address) Unicode() string { return a.Local + "@" + ToUnicode(a.Domain) }

// AddressFault says what is wrong with a text that was meant as an address.
type AddressFault string

// The ways in which an address can be wrong.
const (
	AddressNoAt         AddressFault = "no-at"
	AddressTwoAts       AddressFault = "two-ats"
	AddressEmptyLocal   AddressFault = "empty-local"
	AddressEmptyDomain  AddressFault = "empty-domain"
	AddressBadLocal     AddressFault = "bad-local"
	AddressBadLabel     AddressFault = "bad-label"
	AddressSingleLabel  AddressFault = "single-label"
	AddressPublicSuffix AddressFault = "public-suffix"
)

// AddressError is what [ParseAddress] and [ParseDomain] return. Part is the
// offending piece: the label, the suffix or the local part.
type AddressError struct {
	Typed string
	Fault AddressFault
	Part  string
}

func (e *AddressError) Error() string {
	return fmt.Sprintf("%q is not a mail address: %s %q", e.Typed, e.Fault, e.Part)
}

// Limits of RFC 5321, section 4.5.3.1, in octets.
const (
	maxLocal  = 64
	maxDomain = 253
)

// ParseAddress reads a mail address as people type it. It takes UTF-8 local
// parts (RFC 6531) and international domains; it takes no quoted local parts,
// which no provider gives out, no comments and no display names. The error is
// an *[AddressError].
func ParseAddress(typed string) (Address, error) {
	typed = strings.TrimSpace(typed)
	fault := func(f AddressFault, part string) (Address, error) {
		return Address{}, &AddressError{Typed: typed, Fault: f, Part: part}
	}
	local, domain, found := strings.Cut(typed, "@")
	switch {
	case !found:
		return fault(AddressNoAt, "")
	case strings.Contains(domain, "@"):
		return fault(AddressTwoAts, "")
	case local == "":
		return fault(AddressEmptyLocal, "")
	case strings.TrimSuffix(domain, ".") == "":
		return fault(AddressEmptyDomain, "")
	case !validLocal(local):
		return fault(AddressBadLocal, local)
	}
	ascii, err := parseDomain(typed, domain)
	if err != nil {
		return Address{}, err
	}
	return Address{Typed: typed, Local: local, Domain: ascii}, nil
}

// ParseDomain reads the name of a mail domain and returns it as A-labels. The
// error is an *[AddressError].
func ParseDomain(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", &AddressError{Typed: typed, Fault: AddressEmptyDomain}
	}
	return parseDomain(typed, typed)
}

func parseDomain(typed, domain string) (string, error) {
	fault := func(f AddressFault, part string) (string, error) {
		return "", &AddressError{Typed: typed, Fault: f, Part: part}
	}
	ascii, err := ToASCII(domain)
	if err != nil {
		return fault(AddressBadLabel, badLabel(domain))
	}
	if !strings.Contains(ascii, ".") {
		return fault(AddressSingleLabel, ascii)
	}
	if numeric(ascii[strings.LastIndexByte(ascii, '.')+1:]) {
		return fault(AddressBadLabel, ascii) // an IP address, not a domain
	}
	if suffix, icann := publicsuffix.PublicSuffix(ascii); icann && suffix == ascii {
		return fault(AddressPublicSuffix, ascii)
	}
	return ascii, nil
}

func validLocal(local string) bool {
	if len(local) > maxLocal || !utf8.ValidString(local) {
		return false
	}
	if strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	for _, r := range local {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(`()<>[]:;\,"`, r) {
			return false
		}
	}
	return true
}

// hostProfile maps names as browsers do (UTS 46, non-transitional) and then
// holds them to the letters, digits and hyphens of RFC 952.
var hostProfile = idna.New(
	idna.MapForLookup(),
	idna.BidiRule(),
	idna.StrictDomainName(true),
	idna.VerifyDNSLength(true),
	idna.Transitional(false),
)

var errTooLong = errors.New("it is longer than a host name can be")

// ToASCII is the host name as lower-case A-labels without a trailing dot. It
// refuses what cannot be a host name: empty or over-long labels, spaces,
// underscores, control characters and code points that IDNA forbids. It takes
// time that is linear in the length of the name.
func ToASCII(host string) (string, error) {
	if tooLong(host) {
		return "", errTooLong
	}
	host = strings.TrimSuffix(host, ".")
	if host == "" || strings.HasSuffix(host, ".") || !utf8.ValidString(host) {
		return "", fmt.Errorf("%q is not a host name", host)
	}
	ascii, err := hostProfile.ToASCII(host)
	if err != nil {
		return "", fmt.Errorf("%q is not a host name: %w", host, err)
	}
	if len(ascii) > maxDomain {
		return "", fmt.Errorf("%q is not a host name: too long", host)
	}
	return ascii, nil
}

// ToUnicode is the host name as people read it. Labels that do not decode, or
// decode to something that IDNA would not have encoded so, stay as they are; so
// does what is too long for a name.
func ToUnicode(host string) string {
	if tooLong(host) {
		return host
	}
	labels := strings.Split(host, ".")
	for i, label := range labels {
		u, err := hostProfile.ToUnicode(label)
		if err != nil {
			continue
		}
		if back, err := hostProfile.ToASCII(u); err == nil && back == label {
			labels[i] = u
		}
	}
	return strings.Join(labels, ".")
}

// badLabel is the first label of a domain that is no host name by itself, or
// the domain where only its length is wrong.
func badLabel(domain string) string {
	for label := range strings.SplitSeq(strings.TrimSuffix(domain, "."), ".") {
		if _, err := ToASCII(label); err != nil {
			return label
		}
	}
	return domain
}

func numeric(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// Registrable is the part of a host name that somebody registered: its public
// suffix, private part of the list included, and one label more. Two hosts with
// the same answer belong to one owner; home.duckdns.org and evil.duckdns.org do
// not. A name that is itself a public suffix, or an IP address, is its own answer.
func Registrable(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}
