package dns

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// dohServer is asked over HTTPS (RFC 8484).
type dohServer struct {
	url string

	once   sync.Once
	client *http.Client
}

// newDoH returns the server at a URL, without its https://.
func newDoH(rest string) (Server, error) {
	u, err := url.Parse("https://" + rest)
	switch {
	case err != nil:
		return nil, err
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("only host, port and path may stand in it")
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil {
		if _, err := fact.ToASCII(u.Hostname()); err != nil {
			return nil, err
		}
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/dns-query" // as every public resolver has it
	}
	return &dohServer{url: u.String()}, nil
}

func (s *dohServer) String() string { return s.url }

// maxReply is the largest DNS message there is.
const maxReply = 64 << 10

const dnsMessage = "application/dns-message"

func (s *dohServer) exchange(ctx context.Context, by transport, m *dns.Msg) (*dns.Msg, error) {
	s.once.Do(func() { s.client = dohClient(by) })
	id := m.Id
	m.Id = 0 // RFC 8484, section 4.1: for the sake of caches
	packed, err := m.Pack()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", dnsMessage)
	request.Header.Set("Accept", dnsMessage)
	response, err := s.client.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP %d", response.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxReply))
	if err != nil {
		return nil, err
	}
	reply := new(dns.Msg)
	if err := reply.Unpack(body); err != nil {
		return nil, err
	}
	m.Id, reply.Id = id, id
	return reply, nil
}

// dohClient returns a client that keeps one connection for all questions of a run,
// over HTTP/2 where the server has it.
func dohClient(by transport) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:         by.bootstrap,
			ForceAttemptHTTP2:   true,
			MaxIdleConns:        1,
			IdleConnTimeout:     idleTime,
			TLSClientConfig:     &tls.Config{RootCAs: by.roots, Time: by.now, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout: defaultTimeout,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// bootstrap connects to the host of the DoH server, whose name is looked up with
// the system's resolvers.
func (by transport) bootstrap(ctx context.Context, _, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	system := &Resolver{Dial: by.dial}
	ips, err := system.Cache(ctx).Addresses(ctx, host, Families{})
	if err != nil {
		return nil, err
	}
	for _, ip := range ips {
		var conn net.Conn
		if conn, err = by.dial(ctx, "tcp", net.JoinHostPort(ip.String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}
