package probe_test

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// put puts a random world up.
func (w *world) put(random *randomWorld) {
	w.Helper()
	w.zone(strings.Join(random.zone, "\n"))
	for _, s := range random.slow {
		w.net.Zone.Fault(s.name, s.fault, s.qtype)
	}
	for _, h := range random.hosts {
		w.putHost(h)
	}
	var origins []string // scheme and host, each once
	files := map[string][]webFile{}
	for _, f := range random.files {
		u, err := url.Parse(f.url)
		if err != nil {
			w.Fatal(err)
		}
		origin := u.Scheme + "://" + u.Host
		if files[origin] == nil {
			origins = append(origins, origin)
		}
		files[origin] = append(files[origin], f)
	}
	for _, origin := range origins {
		w.putSite(origin, files[origin])
	}
}

// putHost starts a mail server: as two of one name where mail is sent with another
// password than it is read with.
func (w *world) putHost(h randomHost) {
	w.Helper()
	cert := h.cert
	server := probetest.Server{Names: h.names, IPs: []netip.Addr{netip.MustParseAddr(h.ip)}, Cert: &cert, Users: h.users, Services: h.services}
	if h.senders == nil {
		w.server(server)
		return
	}
	sends := func(s probetest.Service) bool { return strings.HasPrefix(s.On, "smtp") }
	server.Services = slices.DeleteFunc(slices.Clone(h.services), sends)
	w.server(server)
	server.Users = h.senders
	server.Services = slices.DeleteFunc(slices.Clone(h.services), func(s probetest.Service) bool { return !sends(s) })
	w.server(server)
}

func (w *world) putSite(origin string, files []webFile) {
	w.Helper()
	scheme, host, _ := strings.Cut(origin, "://")
	site := probetest.Site{
		Names: []string{host}, On: scheme, IPs: []netip.Addr{netip.MustParseAddr(files[0].answerIP)},
		Cert: &probetest.Cert{Flaws: files[0].flaws}, Pages: map[string]http.Handler{},
	}
	for _, f := range files {
		u, err := url.Parse(f.url)
		if err != nil {
			w.Fatal(err)
		}
		site.Pages[u.Path] = f.handler()
	}
	w.host(site)
}

func (f webFile) handler() http.Handler {
	page := probetest.File("text/xml", f.body)
	switch {
	case f.leadsTo != "":
		page = http.RedirectHandler(f.leadsTo, http.StatusFound)
	case f.status != 0:
		page = probetest.Answer(f.status, "text/xml", f.body)
	}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(f.after):
		case <-r.Context().Done():
			return
		}
		if _, _, given := r.BasicAuth(); f.basic && !given {
			rw.Header().Set("WWW-Authenticate", `Basic realm="mail"`)
			probetest.Answer(http.StatusUnauthorized, "text/plain", "").ServeHTTP(rw, r)
			return
		}
		page.ServeHTTP(rw, r)
	})
}

// consented is one question about trust, and the answer.
type consented struct {
	domains     []string
	asked, said time.Time
	yes         bool
}

// user answers the run's questions as the wish says and notes them.
type user struct {
	wish

	mu        sync.Mutex
	questions []consented
	passwords int
	reports   []*probe.Report
}

func (u *user) query(a fact.Address) probe.Query {
	q := probe.Query{
		Address: a, Username: u.username, SendingUsername: u.sendingUsername, SendingPassword: fact.NewSecret(u.sending),
		Token: fact.NewSecret(u.token), Trust: u.trust, TrustAll: u.trustAll, MaxLogins: u.maxLogins, All: u.all,
		CheckSender: u.checkSender, Protocols: u.protocols, AutodiscoverLogin: u.autodiscover,
		Password: u.password, Proved: u.proved,
	}
	if u.wish.consent != "" {
		q.Consent = u.consent
	}
	return q
}

func (u *user) password(context.Context, probe.Ask) (fact.Secret, error) {
	u.mu.Lock()
	u.passwords++
	u.mu.Unlock()
	time.Sleep(u.thinks)
	return fact.NewSecret(u.wish.password), nil
}

func (u *user) consent(_ context.Context, question probe.Consent) bool {
	c := consented{domains: question.Domains, asked: time.Now(), yes: u.wish.consent == "yes"}
	time.Sleep(u.thinks)
	c.said = time.Now()
	u.mu.Lock()
	defer u.mu.Unlock()
	u.questions = append(u.questions, c)
	return c.yes
}

func (u *user) proved(r *probe.Report) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.reports = append(u.reports, r)
}

// runRandom makes the run in a random world and returns what is known of it then.
func (w *world) runRandom(random *randomWorld) *recording {
	w.Helper()
	w.put(random)
	u := &user{wish: random.ask}
	began := time.Now()
	report, err := w.prober().Run(context.Background(), u.query(address(w, probetest.User+"@"+random.domain)))
	if err != nil {
		w.Fatal(err)
	}
	took := time.Since(began)
	time.Sleep(time.Second) // until what is under way has arrived
	r := &recording{
		world: random, began: began, took: took,
		connections: w.net.Log.Connections(), requests: w.net.Web.Requests(), traffic: w.net.Network.Traffic(),
		questions: u.questions, passwords: u.passwords, reports: append(u.reports, report), status: report.Status,
	}
	for _, secret := range random.ask.secrets() {
		for _, c := range w.net.Log.Leaks(secret) {
			r.leaks = append(r.leaks, c.Server+" "+c.Addr.String())
		}
	}
	return r
}
