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

// proxyFailure is a failure of a proxy, or of a connection through it.
type proxyFailure struct {
	// Kind is FailProxy for the proxy itself, else the failure of the server behind
	// it, as far as the proxy reports it.
	Kind fact.FailureKind
	// Detail is the error text of the network or the proxy.
	Detail string
}

func (e *proxyFailure) Error() string { return "proxy: " + e.Detail }

// SOCKS returns a function that opens TCP connections through the SOCKS5 proxy
// at a URL "socks5://[user:password@]host:port" (RFC 1928, RFC 1929). UDP does not
// go through it. The proxy is connected to with forward; nil means [net.Dialer]. It
// is given addresses and never names, so that the servers examined are those that
// DNS names here.
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
	through, err := proxy.SOCKS5("tcp", address, auth, proxyDialer(forward))
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

// proxyDialer dials the proxy and marks a failure to do so as the proxy's.
type proxyDialer dns.DialFunc

func (d proxyDialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d proxyDialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d(ctx, network, address)
	if err != nil && ctx.Err() == nil {
		err = &proxyFailure{Kind: fact.FailProxy, Detail: fmt.Sprintf("%s cannot be reached: %v", address, err)}
	}
	return conn, err
}

// proxyError distinguishes a server that the proxy could not reach from a proxy that
// does not work. The library reports the reply codes (RFC 1928, section 6) only in
// the text of its errors.
func proxyError(err error) error {
	var own *proxyFailure
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
			return &proxyFailure{Kind: reply.kind, Detail: "it says: " + reply.words}
		}
	}
	return &proxyFailure{Kind: fact.FailProxy, Detail: err.Error()}
}
