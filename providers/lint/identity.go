package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

func checkID(j *judge) {
	if !providers.LegalID(j.Provider.ID) {
		j.report("", "rename the file, as in mailbox-org.yaml", "%q cannot name an entry", j.Provider.ID)
	}
}

func checkIDTwice(j *judge) {
	if other := j.holder("id " + j.Provider.ID); other != nil {
		j.report("", "rename one of the two files", "%s has the ID %s, too", other.Name, j.Provider.ID)
	}
}

func checkMissing(j *judge) {
	p := j.Provider
	missing := func(path, key, value string) {
		if value == "" {
			j.report(path, "add "+key, "%s is missing", key)
		}
	}
	missing("name", "name", strings.TrimSpace(p.Name))
	missing("checked", "checked", p.Checked)
	missing("evidence", "evidence", strings.TrimSpace(p.Evidence))
	for i, s := range p.Servers {
		at := file.Item("servers", i)
		missing(at+".protocol", "protocol", string(s.Protocol))
		missing(at+".host", "host", s.Host)
		missing(at+".tls", "tls", string(s.TLS))
		if s.Port == 0 {
			missing(at+".port", "port", "")
		}
	}
	for i, n := range p.Needs {
		missing(file.Item("needs", i)+".need", "need", string(n.Need))
	}
}

// checkWords leaves empty words to the rule "missing".
func checkWords(j *judge) {
	p := j.Provider
	if j.Has("kind") {
		checkWord(j, "kind", p.Kind, providers.Kinds())
	}
	for i, s := range p.Servers {
		at := file.Item("servers", i)
		checkWord(j, at+".protocol", s.Protocol, protocols())
		checkWord(j, at+".tls", s.TLS, modes())
		if !j.Has(at + ".auth") {
			continue
		}
		for k, a := range s.Auth {
			checkWord(j, file.Item(at+".auth", k), a, providers.Auths())
		}
	}
	if j.Has("auth") {
		checkDefaultAuth(j)
	}
	for i, n := range p.Needs {
		checkWord(j, file.Item("needs", i)+".need", n.Need, fact.NeedCodes())
	}
}

// checkDefaultAuth judges the proofs that stand there for all servers, once.
func checkDefaultAuth(j *judge) {
	for i, s := range j.Provider.Servers {
		if !j.Has(file.Item("servers", i) + ".auth") {
			for k, a := range s.Auth {
				checkWord(j, file.Item("auth", k), a, providers.Auths())
			}
			return
		}
	}
}

func checkWord[T ~string](j *judge, path string, value T, all []T) {
	if slices.Contains(all, value) || value == "" && !j.Has(path) {
		return
	}
	var words []string
	for _, w := range all {
		words = append(words, string(w))
	}
	j.report(path, "write one of "+strings.Join(words, ", "), "%q is no such word", value)
}

func checkTexts(j *judge) {
	check := func(path, value string) {
		if strings.ContainsFunc(value, unicode.IsControl) {
			j.report(path, "write it in one line; use >- to fold a long text", "%s holds a line end or another control character", path)
		}
	}
	check("name", j.Provider.Name)
	check("evidence", j.Provider.Evidence)
	for i, s := range j.Provider.Servers {
		check(file.Item("servers", i)+".remark", s.Remark)
	}
}

func checkWays(j *judge) {
	if len(j.Provider.Domains) == 0 && len(j.Provider.MX) == 0 {
		j.report("", "add domains or mx", "no domain and no MX host leads to this entry")
	}
}

func checkKind(j *judge) {
	p := j.Provider
	switch {
	case p.Kind == providers.Mailbox && len(p.Servers) == 0:
		j.report("servers", "add servers, or a kind: gateway, forwarding or proprietary", "a mailbox without a server")
	case p.Kind != providers.Mailbox && len(p.Servers) > 0 && slices.Contains(providers.Kinds(), p.Kind):
		j.report("kind", "remove the servers, or make it a mailbox", "a %s with servers", p.Kind)
	}
}

func checkDomains(j *judge) {
	for i, domain := range j.Provider.Domains {
		at := file.Item("domains", i)
		switch ascii, err := fact.ParseDomain(domain); {
		case err != nil:
			j.report(at, "write the part after the @ of an address", "%q is not a mail domain", domain)
		case ascii != domain:
			j.report(at, "write "+ascii, "%q is not in A-labels and lower case", domain)
		}
	}
}

func checkDomainRepeated(j *judge) {
	for i, domain := range j.Provider.Domains {
		if slices.Contains(j.Provider.Domains[:i], domain) {
			j.report(file.Item("domains", i), "remove one of the two", "%s is listed twice", domain)
		}
	}
}

func checkDomainClaimed(j *judge) {
	for i, domain := range j.Provider.Domains {
		if other := j.holder("domain " + domain); other != nil {
			j.report(file.Item("domains", i), "remove it from one of the two", "%s claims %s, too", other.Name, domain)
		}
	}
}
