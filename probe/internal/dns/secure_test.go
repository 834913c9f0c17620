package dns

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

const secureHost = "dns.example"

// overTLS puts a TLS server for the internet's resolver on port 853 of an
// address, which passes everything on by TCP.
func overTLS(t *testing.T, i *probetest.Internet, cert probetest.Cert, address string) {
	t.Helper()
	issued, err := i.Authority.Issue(cert)
	if err != nil {
		t.Fatal(err)
	}
	err = i.Network.Handle(netip.MustParseAddrPort(address), func(c net.Conn) {
		relay(i, tls.Server(c, &tls.Config{Certificates: []tls.Certificate{issued}}))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func relay(i *probetest.Internet, c net.Conn) {
	defer c.Close()
	to, err := i.DialContext(context.Background(), "tcp", i.ResolverAddr().String())
	if err != nil {
		return
	}
	defer to.Close()
	var wg sync.WaitGroup
	wg.Go(func() { io.Copy(to, c); to.Close() })
	wg.Go(func() { io.Copy(c, to); c.Close() })
	wg.Wait()
}

// overHTTPS is a web site that answers DNS questions (RFC 8484).
func overHTTPS(t *testing.T, i *probetest.Internet, address string, handle http.HandlerFunc) {
	t.Helper()
	err := i.Host(probetest.Site{
		Names: []string{secureHost}, IPs: []netip.Addr{netip.MustParseAddr(address)},
		Cert:  &probetest.Cert{Names: []string{secureHost, address}},
		Pages: map[string]http.Handler{"/dns-query": handle},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answering passes a question on to the internet's resolver.
func answering(i *probetest.Internet) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		q := new(dns.Msg)
		if err != nil || q.Unpack(body) != nil || r.Header.Get("Content-Type") != dnsMessage || q.Id != 0 {
			http.Error(w, "not a DNS question", http.StatusBadRequest)
			return
		}
		reply, err := askOnce(r.Context(), i.DialContext, "tcp", i.ResolverAddr(), q)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		packed, _ := reply.Pack()
		w.Header().Set("Content-Type", dnsMessage)
		w.Write(packed)
	}
}

func TestSecureServers(t *testing.T) {
	for _, tt := range []struct {
		server string
		fault  fact.LookupFault
	}{
		{"tls://192.0.2.99#dns.example", ""},
		{"tls://192.0.2.99", ""}, // the certificate names the address too
		{"tls://192.0.2.99#other.example", fact.LookupServFail},
		{"tls://192.0.2.98", fact.LookupServFail}, // an expired certificate
		{"https://192.0.2.99", ""},
		{"https://192.0.2.99/nowhere", fact.LookupServFail},
		{"https://192.0.2.97", fact.LookupNoNetwork}, // nobody there
	} {
		t.Run(tt.server, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				i, r := world(t, "mx.example A 192.0.2.1\nother.example A 192.0.2.2")
				names := []string{secureHost, "192.0.2.99", "192.0.2.98"}
				overTLS(t, i, probetest.Cert{Names: names}, "192.0.2.99:853")
				overTLS(t, i, probetest.Cert{Names: names, Flaws: []probetest.Flaw{probetest.Expired}}, "192.0.2.98:853")
				overHTTPS(t, i, "192.0.2.99", answering(i))
				r.Servers, r.Roots = []Server{server(t, tt.server)}, i.Roots()
				cache := r.Cache(t.Context())
				_, err := cache.ask(t.Context(), "mx.example", dns.TypeA)
				if tt.fault != "" {
					wantFault(t, err, tt.fault)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				wantFault(t, second(cache.ask(t.Context(), "none.example", dns.TypeA)), fact.LookupNXDomain)
				time.Sleep(3 * idleTime) // and no connection is kept after that
			})
		})
	}
}

func second[A, B any](_ A, b B) B { return b }

// Twenty questions at once share one connection.
func TestStreamShares(t *testing.T) {
	for _, address := range []string{"tcp://192.0.2.53", "tls://192.0.2.99", "https://192.0.2.99"} {
		inBubble(t, func(t *testing.T) {
			i, r := world(t, "*.example A 192.0.2.1")
			overTLS(t, i, probetest.Cert{Names: []string{"192.0.2.99"}}, "192.0.2.99:853")
			overHTTPS(t, i, "192.0.2.99", answering(i))
			r.Servers, r.Roots = []Server{server(t, address)}, i.Roots()
			start := time.Now()
			var wg sync.WaitGroup
			for n := range 20 {
				wg.Go(func() {
					name := string(rune('a'+n)) + ".example"
					if answer, err := r.Ask(t.Context(), name, dns.TypeA); err != nil || answer.Name != name {
						t.Errorf("%s: %v %v", name, answer, err)
					}
				})
			}
			wg.Wait()
			if took := time.Since(start); took > 8*rtt {
				t.Errorf("%s: it took %v", address, took)
			}
			if strings.HasPrefix(address, "https") {
				return // HTTP/1.1, which is all that these sites speak, needs one each
			}
			addr := netip.MustParseAddrPort(r.Servers[0].(*streamServer).address.String())
			if n := i.Network.Traffic().Dials[addr]; n != 1 {
				t.Errorf("%s: %d connections", address, n)
			}
		})
	}
}

// A server that hangs up between two questions is asked anew; one that hangs up
// on every question is given up.
func TestStreamHangsUp(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, "")
		first := true
		serve(t, i.Network, "192.0.2.60:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
			reply := new(dns.Msg).SetReply(q)
			reply.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(192, 0, 2, 1)}}
			packed, _ := reply.Pack()
			first = false
			return 0, [][]byte{packed}
		})
		r.Servers = []Server{server(t, "tcp://192.0.2.60")}
		if _, err := r.Ask(t.Context(), "a.example", dns.TypeA); err != nil || first {
			t.Fatal(err)
		}
		r.Servers[0].(*streamServer).pipe.conn.Close() // as if the server had
		if _, err := r.Ask(t.Context(), "b.example", dns.TypeA); err != nil {
			t.Errorf("after the server hung up: %v", err)
		}
	})
}
