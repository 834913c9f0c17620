package discover

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"sync"

	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// route is how one file's web servers are reached: straight, or through a proxy
// where there is one for them.
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

// proxy notes which addresses are those of proxies.
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

// proxyAddress is where a proxy listens, with the port that its scheme stands for.
func proxyAddress(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
