package discover

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const rtt = testkit.RTT

// web is an internet with web sites, and a fetcher on it.
type web struct {
	*testing.T
	net   *probetest.Internet
	fetch *Fetcher
	// open counts the sockets of the fetcher, dialling those that are in the making.
	open, dialling atomic.Int32
}

// inWeb runs f with a fresh internet, in time that passes only while everybody
// waits. It ends when no goroutine is left.
func inWeb(t *testing.T, f func(w *web)) {
	t.Helper()
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		d := &connect.Dialer{Cache: testkit.Resolver(i, i.DialContext).Cache(t.Context()), Dial: i.DialContext}
		w := &web{T: t, net: i}
		w.fetch = &Fetcher{Dial: w.counted(d.DialContext), Trust: connect.Trust{Roots: i.Roots()}}
		f(w)
	})
}

func (w *web) counted(dial dns.DialFunc) dns.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		w.dialling.Add(1)
		defer w.dialling.Add(-1)
		c, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		w.open.Add(1)
		return &countedConn{Conn: c, open: &w.open}, nil
	}
}

type countedConn struct {
	net.Conn
	open   *atomic.Int32
	closed atomic.Bool
}

func (c *countedConn) Close() error {
	if c.closed.CompareAndSwap(false, true) {
		c.open.Add(-1)
	}
	return c.Conn.Close()
}

// host puts a page up at every path of some names, by https and http.
func (w *web) host(page http.HandlerFunc, names ...string) {
	w.Helper()
	err := w.net.Host(probetest.Site{Names: names, On: "https http", Pages: map[string]http.Handler{"*": page}})
	if err != nil {
		w.Fatal(err)
	}
}

// says is a name whose web server says something of its own on port 80, and on
// 443 as well.
func (w *web) says(name string, with func(c net.Conn)) {
	w.Helper()
	ip := w.net.NewIPv4()
	if err := w.net.Zone.Add(fmt.Sprintf("%s A %s", name, ip)); err != nil {
		w.Fatal(err)
	}
	for _, port := range []uint16{80, 443} {
		if err := w.net.Network.Handle(netip.AddrPortFrom(ip, port), with); err != nil {
			w.Fatal(err)
		}
	}
}

// get fetches a file, and sees that nothing is left behind.
func (w *web) get(address string) (*fetched, time.Duration) {
	w.Helper()
	start := time.Now()
	file := w.fetch.get(w.Context(), address)
	took := time.Since(start)
	if took > fetchTimeout || file.Lookup.Took != took || file.Lookup.What != address {
		w.Errorf("%s took %v, and says %v of %s", address, took, file.Lookup.Took, file.Lookup.What)
	}
	synctest.Wait()
	if n, m := w.open.Load(), w.dialling.Load(); n != 0 || m != 0 {
		w.Errorf("%s left %d sockets open and %d in the making", address, n, m)
	}
	if time.Since(start) != took {
		w.Errorf("%s went on after its end", address)
	}
	return file, took
}

func text(status int, body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.WriteHeader(status)
		io.WriteString(rw, body)
	}
}

// drip is a page that never ends, one byte a second.
func drip(rw http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		io.WriteString(rw, "x")
		rw.(http.Flusher).Flush()
		select {
		case <-time.After(time.Second):
		case <-r.Context().Done():
		}
	}
}

// zeros is a page of so many zeros, in gzip if the client takes that.
func zeros(n int) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			rw.Write(make([]byte, n))
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, n))
		z.Close()
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Write(b.Bytes())
	}
}

// TestGet: what comes of a file, and how long a server can keep us. The dial,
// the handshake and the request are a round trip each, the name is another.
func TestGet(t *testing.T) {
	const https, http1 = 4 * rtt, 3 * rtt
	tests := []struct {
		name   string
		page   http.HandlerFunc
		clear  bool // by http
		fault  fact.LookupFault
		status int
		result string // part of it
		body   int
		took   time.Duration
	}{
		{name: "a file", page: text(200, "<xml/>"), status: 200, result: "6 bytes", body: 6, took: https},
		{name: "in the clear", page: text(200, "<xml/>"), clear: true, status: 200, result: "6 bytes", body: 6, took: http1},
		{name: "an empty file", page: text(200, ""), status: 200, result: "0 bytes", took: https},
		{name: "a web page", page: text(200, "<!DOCTYPE html><title>Welcome</title>"), status: 200, body: 37, took: https},
		{name: "not found", page: text(404, "sorry"), status: 404, fault: fact.LookupStatus, result: "HTTP 404 Not Found", took: https},
		{name: "an error", page: text(500, "sorry"), status: 500, fault: fact.LookupStatus, result: "HTTP 500", took: https},
		{name: "a status of its own", page: text(799, ""), status: 799, fault: fact.LookupStatus, result: "HTTP 799", took: https},
		{name: "no content", page: text(204, ""), status: 204, fault: fact.LookupStatus, result: "HTTP 204", took: https},
		{name: "a redirect to nowhere", page: text(302, ""), status: 302, fault: fact.LookupStatus, result: "HTTP 302", took: https},
		{name: "as large as may be", page: text(200, strings.Repeat("x", maxBody)), status: 200, body: maxBody, took: https + 3*rtt},
		{name: "one byte more", page: text(200, strings.Repeat("x", maxBody+1)), fault: fact.LookupTooLarge, status: 200, result: "256 KiB", took: https + 4*rtt},
		{name: "compressed", page: zeros(maxBody), status: 200, body: maxBody, took: https},
		{name: "a bomb", page: zeros(16 << 20), fault: fact.LookupTooLarge, status: 200, result: "256 KiB", took: https},
		{name: "a drip", page: drip, fault: fact.LookupUnreachable, status: 200, result: "in time", took: fetchTimeout},
		{name: "a broken compression", fault: fact.LookupUnreachable, status: 200, result: "gzip", took: https, page: func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Encoding", "gzip")
			io.WriteString(rw, "this is no gzip")
		}},
		{name: "cut off", fault: fact.LookupUnreachable, status: 200, result: "EOF", took: https, page: func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "100")
			io.WriteString(rw, "this is less")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWeb(t, func(w *web) {
				w.host(tt.page, "autoconfig.srv.example")
				address := "https://autoconfig.srv.example/mail/config-v1.1.xml"
				if tt.clear {
					address = strings.Replace(address, "https", "http", 1)
				}
				file, took := w.get(address)
				if took > tt.took {
					w.Errorf("took %v, want %v", took, tt.took)
				}
				if file.Lookup.Fault != tt.fault || file.Status != tt.status || !strings.Contains(file.Lookup.Result, tt.result) {
					w.Errorf("%+v, status %d", file.Lookup, file.Status)
				}
				if file.Lookup.Fault == "" && len(file.Body) != tt.body || len(file.Body) > maxBody+1 {
					w.Errorf("%d bytes, want %d", len(file.Body), tt.body)
				}
				if !slices.Equal(file.Chain, []string{address}) || file.Secure == tt.clear {
					w.Errorf("chain %q, secure %v", file.Chain, file.Secure)
				}
				if age := time.Since(file.Date); age < 0 || age > time.Minute {
					w.Errorf("date %v", file.Date)
				}
			})
		})
	}
}

// TestGetHostile: servers that speak no HTTP, or too much of it.
func TestGetHostile(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\n"
	again := func(head, text string) func(net.Conn) {
		return func(c net.Conn) {
			_, err := io.WriteString(c, head)
			for err == nil {
				_, err = io.WriteString(c, text)
			}
		}
	}
	once := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			io.WriteString(c, text)
			io.Copy(io.Discard, c)
		}
	}
	tests := []struct {
		name  string
		with  func(c net.Conn)
		https fact.LookupFault
		http  fact.LookupFault
	}{
		{"silence", func(c net.Conn) { io.Copy(io.Discard, c) }, fact.LookupUnreachable, fact.LookupUnreachable},
		{"closes", func(net.Conn) {}, fact.LookupUnreachable, fact.LookupUnreachable},
		{"a web server without TLS", once("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), fact.LookupBadTLS, fact.LookupStatus},
		{"a mail server", once("220 mail.srv.example ESMTP\r\n"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"an alert", once("\x15\x03\x03\x00\x02\x02\x28"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"an old TLS", once("\x15\x03\x01\x00\x02\x02\x46"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"a head that never ends", again(head, "X-More: "+strings.Repeat("x", 1000)+"\r\n"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"a line that never ends", again(head+"X: ", strings.Repeat("x", 1000)), fact.LookupBadTLS, fact.LookupUnreachable},
		{"provisional answers that never end", again("", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"chunks that never end", again(head+"Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"), fact.LookupBadTLS, fact.LookupTooLarge},
		{"a chunk line that never ends", again(head+"Transfer-Encoding: chunked\r\n\r\n", "1;x"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"escapes in a header", once(head + "\x1b[2J\x00: x\r\n\r\n"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"escapes in the status", once("HTTP/1.1 \x1b[2J\r\n\r\n"), fact.LookupBadTLS, fact.LookupUnreachable},
		{"two lengths", once(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), fact.LookupBadTLS, fact.LookupUnreachable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWeb(t, func(w *web) {
				w.says("autoconfig.srv.example", tt.with)
				for scheme, want := range map[string]fact.LookupFault{"https": tt.https, "http": tt.http} {
					file, took := w.get(scheme + "://autoconfig.srv.example/")
					if file.Lookup.Result != errTimeout.Error() && took > time.Second {
						w.Errorf("%s took %v: %s", scheme, took, file.Lookup.Result)
					}
					if file.Lookup.Fault != want {
						w.Errorf("%s: %q (%s), want %q", scheme, file.Lookup.Fault, file.Lookup.Result, want)
					}
					if strings.ContainsAny(file.Lookup.Result, "\x1b\x00\r\n") || len(file.Lookup.Result) > fact.MaxEvidence+10 {
						w.Errorf("%s: result %q", scheme, file.Lookup.Result)
					}
				}
			})
		})
	}
}

// TestGetNobody: hosts that are not there.
func TestGetNobody(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(w *web)
		address string
		want    fact.LookupFault
		took    time.Duration
	}{
		{"no such name", func(*web) {}, "https://autoconfig.srv.example/", fact.LookupNXDomain, rtt},
		{"no address", func(w *web) { w.net.Zone.Add("autoconfig.srv.example TXT x") }, "https://autoconfig.srv.example/", fact.LookupNoData, rtt},
		{"no resolver", func(w *web) { w.net.Zone.Fault(".", probetest.DNSFault{Silent: true}) }, "https://autoconfig.srv.example/", fact.LookupDNSTimeout, 3 * time.Second},
		{"no network", func(w *web) { w.net.Network.Down() }, "https://autoconfig.srv.example/", fact.LookupNoNetwork, 0},
		{"refuses", func(*web) {}, "https://192.0.2.9/", fact.LookupUnreachable, rtt},
		{"dead", func(w *web) { w.net.Network.Fail(netip.MustParseAddr("192.0.2.9"), probetest.Drop) }, "http://192.0.2.9/", fact.LookupUnreachable, fetchTimeout},
		{"no URL", func(*web) {}, "https://[srv.example/", fact.LookupUnreachable, 0},
		{"no scheme", func(*web) {}, "srv.example/", fact.LookupUnreachable, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWeb(t, func(w *web) {
				tt.prepare(w)
				file, took := w.get(tt.address)
				if file.Lookup.Fault != tt.want || took != tt.took {
					w.Errorf("%q (%s) in %v, want %q in %v", file.Lookup.Fault, file.Lookup.Result, took, tt.want, tt.took)
				}
			})
		})
	}
}

// TestGetCertificates: a web server that does not prove itself is not listened to.
func TestGetCertificates(t *testing.T) {
	for name, cert := range map[string]*probetest.Cert{
		"expired":         {Flaws: []probetest.Flaw{probetest.Expired}},
		"not yet valid":   {Flaws: []probetest.Flaw{probetest.NotYetValid}},
		"self-signed":     {Flaws: []probetest.Flaw{probetest.SelfSigned}},
		"unknown issuer":  {Flaws: []probetest.Flaw{probetest.UnknownIssuer}},
		"no intermediate": {Flaws: []probetest.Flaw{probetest.NoIntermediate}},
		"another name":    {Names: []string{"www.hoster.example"}},
	} {
		for _, anyCertificate := range []bool{false, true} {
			t.Run(fmt.Sprint(name, anyCertificate), func(t *testing.T) {
				inWeb(t, func(w *web) {
					w.fetch.Trust.AnyCertificate = anyCertificate // which is for mail servers only
					err := w.net.Host(probetest.Site{Names: []string{"autoconfig.srv.example"}, Cert: cert})
					if err != nil {
						w.Fatal(err)
					}
					file, _ := w.get("https://autoconfig.srv.example/")
					if file.Lookup.Fault != fact.LookupBadTLS || len(w.net.Web.Requests()) != 0 {
						w.Errorf("%q (%s), requests %v", file.Lookup.Fault, file.Lookup.Result, w.net.Web.Requests())
					}
				})
			})
		}
	}
	inWeb(t, func(w *web) {
		name := "a\x1b[2J.example"
		err := w.net.Host(probetest.Site{Names: []string{"autoconfig.srv.example"}, Cert: &probetest.Cert{Names: []string{name}}})
		if err != nil {
			w.Fatal(err)
		}
		file, _ := w.get("https://autoconfig.srv.example/")
		if !strings.Contains(file.Lookup.Result, `a\x1b[2J.example`) {
			w.Errorf("the name %q shows as %q", name, file.Lookup.Result)
		}
	})
	inWeb(t, func(w *web) {
		w.host(text(200, "x"), "autoconfig.srv.example")
		w.fetch.Trust.Now = func() time.Time { return time.Now().AddDate(1, 0, 0) }
		if file, _ := w.get("https://autoconfig.srv.example/"); file.Lookup.Fault != fact.LookupBadTLS {
			w.Errorf("by a clock that is a year ahead: %+v", file.Lookup)
		}
	})
}

// TestGetCancel: the run's end is no fault of the server's.
func TestGetCancel(t *testing.T) {
	for name, page := range map[string]http.HandlerFunc{
		"head": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"body": drip,
	} {
		t.Run(name, func(t *testing.T) {
			inWeb(t, func(w *web) {
				w.host(page, "autoconfig.srv.example")
				ctx, cancel := context.WithCancel(w.Context())
				time.AfterFunc(2500*time.Millisecond, cancel)
				start := time.Now()
				file := w.fetch.get(ctx, "https://autoconfig.srv.example/")
				if took := time.Since(start); took != 2500*time.Millisecond || file.Lookup.Fault != fact.LookupCanceled {
					w.Errorf("%+v after %v", file.Lookup, took)
				}
				synctest.Wait()
				if n := w.open.Load(); n != 0 {
					w.Errorf("%d sockets are open still", n)
				}
			})
		})
	}
}
