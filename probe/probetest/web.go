package probetest

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// Web is what the web sites of an [Internet] were asked for.
type Web struct {
	mu       sync.Mutex
	requests []Request
}

// Request is one request that reached a web site.
type Request struct {
	Method string
	Host   string // as the client wrote it
	Path   string // with the query
	TLS    bool
	// Server is the first name of the site that was asked, SNI the name that the
	// client asked for in its handshake, and CertGood as that of a [Connection].
	Server   string
	SNI      string
	CertGood bool
	// Authorization is set where the client sent that header, whatever was in it;
	// User is the name in it, where it is one of Basic (RFC 7617).
	Authorization bool
	User          string
	At            time.Time
	// Status is the answer's and Answered when it was complete; both are zero as
	// long as it is not.
	Status   int
	Answered time.Time
}

// URL is the request's target as a URL.
func (r Request) URL() string {
	if r.TLS {
		return "https://" + r.Host + r.Path
	}
	return "http://" + r.Host + r.Path
}

// Requests returns what was asked for so far, in order.
func (w *Web) Requests() []Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

// record notes a request and returns its place among all.
func (w *Web) record(r *http.Request, seen Connection) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, authorization := r.Header["Authorization"]
	user, _, _ := r.BasicAuth()
	w.requests = append(w.requests, Request{
		Method: r.Method, Host: r.Host, Path: r.URL.RequestURI(), TLS: r.TLS != nil,
		Server: seen.Server, SNI: seen.SNI, CertGood: seen.CertGood,
		Authorization: authorization, User: user, At: time.Now(),
	})
	return len(w.requests) - 1
}

func (w *Web) answered(place, status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests[place].Status, w.requests[place].Answered = status, time.Now()
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Flush is for handlers that answer bit by bit.
func (w *statusWriter) Flush() { w.ResponseWriter.(http.Flusher).Flush() }

// Unwrap is for [http.ResponseController].
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Site describes a web site.
type Site struct {
	// Names, IPs and Cert are as those of a [Server].
	Names []string
	IPs   []netip.Addr
	Cert  *Cert
	// On is "https", "http" or "https http"; nothing stands for "https".
	On string
	// Pages are what it serves by path ("/mail/config-v1.1.xml"), by host and
	// path where its names differ ("www.srv.example/"), and under "*" for every
	// other path. What stands nowhere is 404.
	Pages map[string]http.Handler
}

// Host starts a web site. It stands until the internet closes.
func (i *Internet) Host(s Site) error {
	if len(s.Names) == 0 {
		return errors.New("probetest: a web site needs a name")
	}
	cert, err := i.issueFor(s.Cert, s.Names)
	if err != nil {
		return err
	}
	ips, err := i.addresses(s.Names, s.IPs)
	if err != nil {
		return err
	}
	if s.On == "" {
		s.On = "https"
	}
	for scheme := range strings.FieldsSeq(s.On) {
		port, secure := uint16(443), true
		switch scheme {
		case "https":
		case "http":
			port, secure = 80, false
		default:
			return errors.New("probetest: a web site is on https or http, not " + scheme)
		}
		for _, ip := range ips {
			if err := i.listenWeb(s, cert, netip.AddrPortFrom(ip, port), secure); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *Internet) listenWeb(s Site, cert *tls.Certificate, addr netip.AddrPort, secure bool) error {
	listener, err := i.Network.listen(addr, i.Log, Connection{Server: s.Names[0], Protocol: HTTP})
	if err != nil {
		return err
	}
	if secure {
		listener = tls.NewListener(listener, i.Authority.serverConfig(cert, s.Names[0]))
	}
	var connections sync.WaitGroup
	server := &http.Server{
		Handler:     i.siteHandler(s.Pages),
		ErrorLog:    log.New(io.Discard, "", 0),
		BaseContext: func(net.Listener) context.Context { return i.ctx },
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, c)
		},
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				connections.Add(1)
			case http.StateClosed, http.StateHijacked:
				connections.Done()
			}
		},
	}
	i.running.Go(func() {
		_ = server.Serve(listener) // it ends with the network
		connections.Wait()
	})
	return nil
}

// connKey is where a request's context holds its connection.
type connKey struct{}

// siteHandler records requests and finds their pages.
func (i *Internet) siteHandler(pages map[string]http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var seen Connection
		switch c := r.Context().Value(connKey{}).(type) {
		case *tls.Conn:
			if t, ok := c.NetConn().(*conn); ok {
				t.record.secured(c.ConnectionState().Version)
				seen = t.record.about()
			}
		case *conn:
			seen = c.record.about()
		}
		place := i.Web.record(r, seen)
		answer := &statusWriter{ResponseWriter: w}
		defer func() { i.Web.answered(place, cmp.Or(answer.status, http.StatusOK)) }()
		host, _, _ := strings.Cut(strings.ToLower(r.Host), ":")
		for _, key := range []string{host + r.URL.Path, r.URL.Path, "*"} {
			if page := pages[key]; page != nil {
				page.ServeHTTP(answer, r)
				return
			}
		}
		http.NotFound(answer, r)
	})
}
