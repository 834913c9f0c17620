package discover

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"sync"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// route connects to the web servers of one file: directly, or through a proxy where
// one is configured for them.
type route struct {
	forProxy func(*url.URL) (*url.URL, error)
	direct   dns.DialFunc

	mu      sync.Mutex
	proxies map[string]bool
}

func (f *Fetcher) newRoute() *route {
	w := &route{forProxy: f.Proxy, direct: f.Dial, proxies: map[string]bool{}}
	if w.direct == nil {
		w.direct = (&net.Dialer{}).DialContext
	}
	return w
}

// proxy returns the proxy for a request, and remembers its address for dial.
func (w *route) proxy(r *http.Request) (*url.URL, error) {
	if w.forProxy == nil {
		return nil, nil
	}
	u, err := w.forProxy(r.URL)
	if u != nil {
		w.mu.Lock()
		w.proxies[proxyAddress(u)] = true
		w.mu.Unlock()
	}
	return u, err
}

func (w *route) dial(ctx context.Context, network, address string) (net.Conn, error) {
	w.mu.Lock()
	toProxy := w.proxies[address]
	w.mu.Unlock()
	if toProxy {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	return w.direct(ctx, network, address)
}

// proxyAddress returns host and port of a proxy, with the default port of its scheme.
func proxyAddress(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// maxURL is the longest URL that is requested, in bytes: as long as every recipient
// should support (RFC 9110, section 4.1).
const maxURL = 8000

// limitLocation is a transport that refuses a redirect to a URL that is too long
// before net/http sees it: that encodes a host name by IDNA, in time quadratic in
// its length, before it calls CheckRedirect.
type limitLocation struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t limitLocation) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode/100 == 3 && tooLongURL(response.Header.Get("Location")) {
		response.Body.Close()
		return nil, errLongLocation
	}
	return response, nil
}

// tooLongURL reports whether a URL, or the host name in it, is too long to be
// requested. An invalid URL is left for others to refuse.
func tooLongURL(address string) bool {
	if len(address) > maxURL {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && len(u.Hostname()) > fact.MaxHost
}
