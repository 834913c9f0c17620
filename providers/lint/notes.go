package lint

import (
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/file"
)

func checkNeedRepeated(j *entryCheck) {
	for i, n := range j.Provider.Needs {
		same := func(o providers.Need) bool { return o.Need == n.Need }
		if slices.ContainsFunc(j.Provider.Needs[:i], same) {
			j.report(file.Item("needs", i), "remove one of the two", "the need %s is there twice", n.Need)
		}
	}
}

// checkNeeds finds needs that nobody is ever told of, since no server brings them
// up.
func checkNeeds(j *entryCheck) {
	servers := j.Provider.Servers
	takesPassword := slices.ContainsFunc(servers, func(s providers.Server) bool { return slices.Contains(s.Auth, providers.Password) })
	tokenOnly := slices.ContainsFunc(servers, providers.Server.TokenOnly)
	for i, n := range j.Provider.Needs {
		why := ""
		switch n.Need {
		case fact.NeedAppPassword, fact.NeedAppPassword2FA, fact.NeedMailPassword, fact.NeedAuthorizationCode:
			if !takesPassword {
				why = "no server takes a password"
			}
		case fact.NeedOAuth2:
			if !tokenOnly {
				why = "no server takes OAuth2 only"
			}
		case fact.NeedEnableAccess:
			if len(servers) == 0 {
				why = "there is no server to switch on"
			}
		case fact.NeedBridge:
			if len(servers) > 0 {
				why = "mail programs reach the servers directly"
			}
		case fact.NeedPaidPlan:
			if j.Provider.Kind == providers.Gateway || j.Provider.Kind == providers.Forwarding {
				why = "there is no mailbox"
			}
		}
		if why != "" {
			j.report(file.Item("needs", i)+".need", "remove the need, or correct the servers", "the need %s never comes up: %s", n.Need, why)
		}
	}
}

func checkTokenNeed(j *entryCheck) {
	says := slices.ContainsFunc(j.Provider.Needs, func(n providers.Need) bool { return n.Need == fact.NeedOAuth2 })
	for i, s := range j.Provider.Servers {
		if s.TokenOnly() && slices.Contains(s.Auth, providers.OAuth2) && !says {
			j.report(file.Item("servers", i)+".auth", "add the need oauth2 with a link that explains it", "the server takes OAuth2 only, and no need says so")
			return
		}
	}
}

func checkRemarks(j *entryCheck) {
	for i, s := range j.Provider.Servers {
		if s.Remark != "" && !oddMode(s) && owner(s) == "" {
			j.report(file.Item("servers", i)+".remark", "remove it, or write it as evidence", "the remark explains nothing: port and mode are the usual ones")
		}
	}
}

// checkDefaults finds what is said for all servers where each says its own.
func checkDefaults(j *entryCheck) {
	for _, key := range []string{"username", "auth"} {
		inherits := false
		for i := range j.Provider.Servers {
			inherits = inherits || !j.Has(file.Item("servers", i)+"."+key)
		}
		if j.Has(key) && !inherits {
			j.report(key, "remove it", "%s is said for all servers, and holds for none", key)
		}
	}
}

func checkLinks(j *entryCheck) {
	check := func(path, link string) {
		if u, err := url.Parse(link); err != nil || u.Scheme != "https" || !isHost(u.Hostname()) || u.User != nil || strings.ContainsAny(link, " \t") {
			j.report(path, "write a page's address, as in https://help.example.com/imap", "%q is no https link", link)
		}
	}
	for i, n := range j.Provider.Needs {
		if at := file.Item("needs", i) + ".link"; j.Has(at) {
			check(at, n.Link)
		}
	}
	for i, link := range j.Provider.Help {
		check(file.Item("help", i), link)
	}
}

// checkDay leaves a day that is missing to the rule "missing".
func checkDay(j *entryCheck) {
	switch day, err := time.Parse(time.DateOnly, j.Provider.Checked); {
	case j.Provider.Checked == "":
	case err != nil:
		j.report("checked", "write it as in 2026-11-21", "%q is no day", j.Provider.Checked)
	case day.After(j.today.AddDate(0, 0, 1)): // somewhere it is tomorrow already
		j.report("checked", "write the day on which you checked the entry", "%s is yet to come", j.Provider.Checked)
	}
}

func checkAge(j *entryCheck) {
	if day, err := time.Parse(time.DateOnly, j.Provider.Checked); err == nil && j.today.After(due(j.Provider.ID, day)) {
		j.report("checked", "hold the entry against its evidence again, then write today's date", "nobody has checked the entry since %s", j.Provider.Checked)
	}
}

// due is the day after which an entry is to be checked again: a year on, less up to
// a quarter of a year. How much less is told by the ID, and is the same for ever, so
// that a list that was checked in one go does not fall due in one go.
func due(id string, checked time.Time) time.Time {
	hash := fnv.New32a()
	hash.Write([]byte(id))
	return checked.AddDate(1, 0, 1-int(hash.Sum32()%92)) // 1: somewhere it is still yesterday
}
