package main

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/net/http/httpproxy"

	"github.com/mailprobe/mailprobe/probe"
)

// prober reads the flags that say what the network is like.
func (s *system) prober(c *cli.Context) (_ *probe.Prober, err error) {
	p := s.network
	p.WebProxy = s.webProxy()
	p.NoIPv4, p.NoIPv6 = c.Bool("6"), c.Bool("4")
	if p.NoIPv4 && p.NoIPv6 {
		return nil, usage("-4 and -6 exclude each other")
	}
	if file := c.String("ca-file"); file != "" {
		if p.Roots, err = rootsWith(file); err != nil {
			return nil, err
		}
	}
	if address := c.String("ispdb"); address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return nil, usage(fmt.Sprintf("--ispdb %q is no web address", address), "name the folder that the files are in: --ispdb https://example.com/v1.1/")
		}
		p.ISPDB = strings.TrimSuffix(address, "/") + "/"
	}
	if p.SOCKS, err = s.socks(c); err != nil {
		return nil, err
	}
	if address := c.String("resolver"); address != "" {
		p.Resolver = address
		if err := p.Valid(); err != nil {
			return nil, usage(err.Error(), "name it by its IP address, such as 9.9.9.9, tls://9.9.9.9#dns.quad9.net, or by URL: https://dns.quad9.net/dns-query")
		}
	}
	return &p, nil
}

// webProxy is the proxy for files, as the environment names it for all programs.
func (s *system) webProxy() func(*url.URL) (*url.URL, error) {
	either := func(name string) string { return cmp.Or(s.getenv(name), s.getenv(strings.ToLower(name))) }
	return (&httpproxy.Config{
		HTTPProxy: either("HTTP_PROXY"), HTTPSProxy: either("HTTPS_PROXY"), NoProxy: either("NO_PROXY"),
	}).ProxyFunc()
}

// socks is the proxy that all connections are to go through; empty for none. Files go
// the same way, then, and by no other.
func (s *system) socks(c *cli.Context) (string, error) {
	flag, address := "--proxy", c.String("proxy")
	if address == "" {
		flag, address = "MAILPROBE_PROXY", s.getenv("MAILPROBE_PROXY")
	}
	if address == "" {
		return "", nil
	}
	u, err := url.Parse(address)
	if err != nil { // its text would hold the address, and that a password
		return "", usage(flag+" is no web address", "name it as socks5://host:port")
	}
	if _, secret := u.User.Password(); secret && flag == "--proxy" {
		return "", usage("--proxy holds a password, which other users of this computer can read", "set MAILPROBE_PROXY instead")
	}
	if err := (&probe.Prober{SOCKS: address}).Valid(); err != nil {
		return "", usage(flag+": "+err.Error(), "mail servers are reached through SOCKS5 only; files also through HTTPS_PROXY")
	}
	return address, nil
}

// rootsWith is the system's certificate authorities and those of a file.
func rootsWith(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, usage("--ca-file: " + err.Error())
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, usage(fmt.Sprintf("--ca-file %s holds no certificate in PEM form", file))
	}
	return roots, nil
}
