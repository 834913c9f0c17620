package lint

import (
	"iter"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

// protocols and modes are the words that a server is described with.
func protocols() []fact.Protocol { return []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP} }
func modes() []fact.TLSMode      { return []fact.TLSMode{fact.Implicit, fact.STARTTLS, fact.NoTLS} }

// isHost reports whether a name is a host's, in the form that entries are written.
func isHost(name string) bool {
	ascii, err := fact.ParseDomain(name)
	return err == nil && ascii == name
}

// hostHolders and usernameHolders are the placeholders that there are.
func hostHolders() []string     { return []string{"{domain}", "{mx}"} }
func usernameHolders() []string { return []string{"{address}", "{local}", "{domain}"} }

// filled is a template with an ordinary name for each placeholder.
func filled(template string, holders []string) string {
	for _, h := range holders {
		template = strings.ReplaceAll(template, h, "example.org")
	}
	return template
}

// broken reports whether a template has something that was meant as a placeholder
// and is none; percent signs are how other lists write them.
func broken(template string, holders []string) bool {
	return strings.ContainsAny(filled(template, holders), "{}%$")
}

func checkPlaceholders(j *entryCheck) {
	for i, s := range j.Provider.Servers {
		at := file.Item("servers", i)
		if broken(s.Host, hostHolders()) {
			j.report(at+".host", "a host may hold "+strings.Join(hostHolders(), " and "), "the placeholder in %q does not exist or is not closed", s.Host)
		}
	}
	for path, form := range forms(j) {
		if broken(string(form), usernameHolders()) {
			j.report(path, "a user name may hold "+strings.Join(usernameHolders(), ", "), "the placeholder in %q does not exist or is not closed", form)
		}
	}
}

// forms are the user name forms of an entry by the place where they are written.
func forms(j *entryCheck) map[string]providers.UsernameForm {
	all := map[string]providers.UsernameForm{}
	for i, s := range j.Provider.Servers {
		if at := file.Item("servers", i) + ".username"; j.Has(at) {
			all[at] = s.Username
		} else if j.Has("username") {
			all["username"] = s.Username
		}
	}
	return all
}

func checkHosts(j *entryCheck) {
	for i, s := range j.Provider.Servers {
		if s.Host != "" && !broken(s.Host, hostHolders()) && !isHost(filled(s.Host, hostHolders())) {
			j.report(file.Item("servers", i)+".host", "write the name alone, as in imap.example.com", "%q is not a host name in A-labels and lower case", s.Host)
		}
	}
}

func checkUsernames(j *entryCheck) {
	for path, form := range forms(j) {
		whole := form == "address" || form == "local"
		template := strings.Contains(string(form), "{") && !strings.ContainsFunc(string(form), func(r rune) bool { return r <= ' ' || r == 0x7f })
		if !whole && !template && !broken(string(form), usernameHolders()) {
			j.report(path, "write address, local, or a template such as {local}.{domain}; leave it out where users have another name",
				"%q is not a form of user names", form)
		}
	}
}

func checkAuth(j *entryCheck) {
	for i, s := range j.Provider.Servers {
		if len(s.Auth) == 0 {
			j.report(file.Item("servers", i)+".auth", "add auth: [password], [oauth2] or both, for all servers or for this one", "nothing says what the server takes")
		}
	}
}

// usual is the mode that a port has in a protocol, or empty.
func usual(p fact.Protocol, port uint16) fact.TLSMode {
	for _, e := range fact.StandardPorts(p) {
		if e.Port == port {
			return e.TLS
		}
	}
	return ""
}

// owner is another protocol that a port belongs to, or empty.
func owner(s providers.Server) fact.Protocol {
	for _, p := range protocols() {
		if p != s.Protocol && usual(s.Protocol, s.Port) == "" && usual(p, s.Port) != "" {
			return p
		}
	}
	return ""
}

// oddMode reports whether the port promises another way to TLS. Cleartext where
// STARTTLS belongs is not odd, only sad.
func oddMode(s providers.Server) bool {
	want := usual(s.Protocol, s.Port)
	return s.TLS != want && !(s.TLS == fact.NoTLS && want == fact.STARTTLS)
}

// serversOn yields the servers with a valid protocol, TLS mode and port, by their path.
// The others are reported by rules of their own.
func serversOn(j *entryCheck) iter.Seq2[string, providers.Server] {
	return func(yield func(string, providers.Server) bool) {
		for i, s := range j.Provider.Servers {
			whole := slices.Contains(protocols(), s.Protocol) && slices.Contains(modes(), s.TLS) && s.Port != 0
			if whole && !yield(file.Item("servers", i), s) {
				return
			}
		}
	}
}

func checkPortProtocol(j *entryCheck) {
	for at, s := range serversOn(j) {
		if p := owner(s); p != "" && s.Remark == "" {
			j.report(at+".port", "correct it; if the provider has it so, say why in a remark",
				"%s on port %d, which is a port of %s", upper(s.Protocol), s.Port, upper(p))
		}
	}
}

func checkPortTLS(j *entryCheck) {
	const remedy = "correct the port or the mode; if the provider has it so, say why in a remark"
	for at, s := range serversOn(j) {
		switch want := usual(s.Protocol, s.Port); {
		case !oddMode(s), s.Remark != "", owner(s) != "":
		case want != "":
			j.report(at+".tls", remedy, "%s on port %d with tls: %s; the port's own mode is %s", upper(s.Protocol), s.Port, s.TLS, want)
		default:
			j.report(at+".port", remedy, "%d is no standard port of %s", s.Port, upper(s.Protocol))
		}
	}
}

func upper(p fact.Protocol) string { return strings.ToUpper(string(p)) }

func checkCleartext(j *entryCheck) {
	private := map[fact.Protocol]bool{}
	for _, s := range serversOn(j) {
		private[s.Protocol] = private[s.Protocol] || s.TLS != fact.NoTLS
	}
	for at, s := range serversOn(j) {
		if s.TLS == fact.NoTLS && private[s.Protocol] {
			j.report(at+".tls", "remove the server", "%s in cleartext, where another server has TLS", upper(s.Protocol))
		}
	}
}

func checkServerRepeated(j *entryCheck) {
	seen := map[fact.Endpoint]bool{}
	for at, s := range serversOn(j) {
		if seen[s.Endpoint()] {
			j.report(at, "remove one of the two", "%s is listed twice", s.Endpoint())
		}
		seen[s.Endpoint()] = true
	}
}

func checkOrder(j *entryCheck) {
	last := 0
	for at, s := range serversOn(j) {
		if s.Preference() < last {
			j.report(at, "sort them: IMAP, POP3, SMTP; in each implicit TLS, STARTTLS, cleartext", "the server stands behind one that is less preferred")
			return
		}
		last = s.Preference()
	}
}
