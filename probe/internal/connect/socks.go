package connect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/proxy"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// ProxyError is what went wrong at a proxy or behind it.
type ProxyError struct {
	// Kind is FailProxy for the proxy itself, else how the server behind it shows,
	// as far as the proxy tells.
	Kind fact.FailureKind
	// Detail is in the words of the network or of the proxy.
	Detail string
}

func (e *ProxyError) Error() string { return "proxy: " + e.Detail }

// SOCKS returns a function that opens TCP connections through the SOCKS5 proxy
// at a URL "socks5://[user:password@]host:port" (RFC 1928, RFC 1929); UDP goes
// past it. The proxy itself is reached by forward, nil meaning [net.Dialer]. It is told
// addresses and no names, so that what is examined is what DNS says here.
func SOCKS(u *url.URL, forward dns.DialFunc) (dns.DialFunc, error) {
	if u.Scheme != "socks5" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("a proxy is named as socks5://host:port")
	}
	if forward == nil {
		forward = (&net.Dialer{}).DialContext
	}
	address := u.Host
	if u.Port() == "" {
		address = net.JoinHostPort(u.Hostname(), "1080")
	}
	var auth *proxy.Auth
	if u.User != nil {
		password, _ := u.User.Password()
		auth = &proxy.Auth{User: u.User.Username(), Password: password}
	}
	through, err := proxy.SOCKS5("tcp", address, auth, toProxy(forward))
	if err != nil {
		return nil, err
	}
	dialer, ok := through.(proxy.ContextDialer)
	if !ok {
		return nil, errors.New("the proxy library cannot be interrupted")
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if !strings.HasPrefix(network, "tcp") {
			return forward(ctx, network, address)
		}
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil && ctx.Err() == nil && !isTimeout(err) {
			err = proxyError(err)
		}
		return conn, err
	}, nil
}

// toProxy dials the proxy and marks what fails there.
type toProxy dns.DialFunc

func (d toProxy) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d toProxy) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d(ctx, network, address)
	if err != nil && ctx.Err() == nil {
		err = &ProxyError{Kind: fact.FailProxy, Detail: fmt.Sprintf("%s cannot be reached: %v", address, err)}
	}
	return conn, err
}

// proxyError tells a server that the proxy could not reach from a proxy that
// does not do its work. The library has the reply codes in words only (RFC 1928,
// section 6).
func proxyError(err error) error {
	var own *ProxyError
	if errors.As(err, &own) {
		return own
	}
	for _, reply := range []struct {
		words string
		kind  fact.FailureKind
	}{
		{"connection refused", fact.FailRefused},
		{"host unreachable", fact.FailUnreachable},
		{"network unreachable", fact.FailUnreachable},
		{"TTL expired", fact.FailTimeout},
	} {
		if strings.HasSuffix(err.Error(), "unknown error "+reply.words) {
			return &ProxyError{Kind: reply.kind, Detail: "it says: " + reply.words}
		}
	}
	return &ProxyError{Kind: fact.FailProxy, Detail: err.Error()}
}
