package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

func checkMX(j *entryCheck) {
	for i, m := range j.Provider.MX {
		if message, remedy := judgeMX(m); message != "" {
			j.report(file.Item("mx", i), remedy, "%s", message)
		}
	}
}

// judgeMX says what is wrong with a pattern, if anything is. The fixed labels at
// the end of an expression are what finds it, so it must have two or more.
func judgeMX(m providers.MXPattern) (message, remedy string) {
	switch {
	case m.Suffix == "" && m.Pattern == "":
		return "the pattern is empty", "write the end of the MX hosts' names"
	case m.Suffix != "" && m.Pattern != "":
		return "a suffix and a pattern in one", "make two items of them"
	case m.Suffix != "":
		if _, err := fact.ParseDomain(m.Suffix); err != nil || !isHost(m.Suffix) {
			return "\"" + m.Suffix + "\" is not the end of host names", "write whole labels, lower-case, without a dot before them"
		}
		return "", ""
	}
	const remedyEnd = `end it in fixed labels with escaped dots, as in mx[0-9]+\.example\.com`
	if _, err := m.Regexp(); err != nil {
		return "not a regular expression: " + err.Error(), "write it in the syntax of RE2"
	}
	key := m.Key()
	if _, err := fact.ParseDomain(key); err != nil || !strings.HasSuffix(m.Pattern, `\.`+regexp.QuoteMeta(key)) {
		return "the expression does not end in whole fixed labels", remedyEnd
	}
	if strings.ContainsAny(m.Pattern, " \t\r\n") {
		return "white space in the expression", "remove it"
	}
	return "", ""
}

func checkMXClaimed(j *entryCheck) {
	for i, m := range j.Provider.MX {
		if other := j.holder(mxKey(m)); other != nil {
			j.report(file.Item("mx", i), "remove it from one of the two", "%s has the MX pattern %s, too", other.Name, m.Suffix+m.Pattern)
		}
	}
}

// checkMXWidth: below a hoster's suffix stand machines of its customers, which
// must not pass for its own mail servers.
func checkMXWidth(j *entryCheck) {
	usesMX := slices.ContainsFunc(j.Provider.Servers, func(s providers.Server) bool { return strings.Contains(s.Host, "{mx}") })
	if !usesMX {
		return
	}
	for i, m := range j.Provider.MX {
		if m.Suffix != "" {
			j.report(file.Item("mx", i), "describe the provider's own hosts by a pattern",
				"below %s, any customer's machine would pass for the mail server", m.Suffix)
		}
	}
}
