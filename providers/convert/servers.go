package convert

import (
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// servers takes over what a mail program can use, in the order of preference.
func (c *converter) servers(config *autoconfig.Config) []providers.Server {
	var kept []providers.Server
	private := map[fact.Protocol]bool{}
	lines := map[fact.Endpoint]int{}
	for _, s := range slices.Concat(config.Incoming, config.Outgoing) {
		server, why := c.server(s)
		switch first, twice := lines[server.Endpoint()]; {
		case why != "":
			c.report(serverDropped, s.Line, "nothing to do, unless the provider has it otherwise", "dropped the %s server %s%s: %s", s.Type, s.Hostname, s.URL, why)
		case twice:
			c.report(serverDropped, s.Line, "nothing to do, unless the provider has it otherwise", "dropped %s: the same as in line %d", server.Endpoint(), first)
		default:
			lines[server.Endpoint()] = s.Line
			private[server.Protocol] = private[server.Protocol] || server.TLS != fact.NoTLS
			kept = append(kept, server)
		}
	}
	kept = slices.DeleteFunc(kept, func(s providers.Server) bool {
		drop := s.TLS == fact.NoTLS && private[s.Protocol]
		if drop {
			c.report(serverDropped, lines[s.Endpoint()], "nothing to do, unless the provider has it otherwise", "dropped %s: cleartext, where another server has TLS", s.Endpoint())
		}
		return drop
	})
	slices.SortStableFunc(kept, func(a, b providers.Server) int { return a.Preference() - b.Preference() })
	return kept
}

// server is a section as an entry says it, or why it cannot.
func (c *converter) server(s autoconfig.Server) (server providers.Server, why string) {
	endpoint, ok := s.Endpoint()
	if !ok {
		return server, "its protocol is not IMAP, POP3 or SMTP"
	}
	host := strings.ToLower(fill(endpoint.Host))
	if strings.Contains(host, "{local}") || !isHost(strings.ReplaceAll(host, "{domain}", "example.org")) {
		return server, "not a host name that an entry can hold"
	}
	auth, why := auths(s)
	if why != "" {
		return server, why
	}
	return providers.Server{
		Protocol: endpoint.Protocol, Host: host, Port: endpoint.Port, TLS: endpoint.TLS,
		Username: c.username(s), Auth: auth,
	}, ""
}

// fill puts our placeholders in place of the format's. REALNAME has none.
func fill(template string) string {
	return strings.NewReplacer(
		"%EMAILADDRESS%", "{address}", "%EMAILLOCALPART%", "{local}", "%EMAILDOMAIN%", "{domain}",
	).Replace(template)
}

func (c *converter) username(s autoconfig.Server) providers.UsernameForm {
	switch form := fill(s.Username); form {
	case "{address}", "{local}@{domain}":
		return "address"
	case "{local}":
		return "local"
	default:
		rest := strings.NewReplacer("{address}", "", "{local}", "", "{domain}", "").Replace(form)
		if rest != form && !strings.ContainsFunc(rest, func(r rune) bool { return r <= ' ' || strings.ContainsRune("{}%$", r) }) {
			return providers.UsernameForm(form)
		}
		c.report(usernameDropped, s.Line, "find out how users log in", "dropped the user name %q of %s: no form that is made of the address", s.Username, s.Hostname)
		return ""
	}
}

// auths are the proofs that a server takes, best first, or why it cannot be used.
func auths(s autoconfig.Server) (list []providers.Auth, why string) {
	why = "no way to log in that mail programs share"
	for _, a := range s.Authentication {
		one := autoconfig.Server{Authentication: []autoconfig.Authentication{a}}
		auth := providers.Password
		switch {
		case one.NoLogin():
			why = "it wants no login, so that it works in the provider's own network only"
			continue
		case one.TokenOnly():
			auth = providers.OAuth2
		case !takesPassword(one.Mechanisms()):
			continue
		}
		if !slices.Contains(list, auth) {
			list = append(list, auth)
		}
	}
	if len(list) > 0 {
		why = ""
	}
	return list, why
}

// takesPassword reports whether one of the mechanisms proves a password.
func takesPassword(mechanisms []string) bool {
	return slices.ContainsFunc(mechanisms, func(m string) bool {
		switch m {
		case "GSSAPI", "GS2-KRB5", "GS2-KRB5-PLUS", "EXTERNAL":
			return false
		}
		return true
	})
}
