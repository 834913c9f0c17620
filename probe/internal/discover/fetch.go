package discover

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
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// Bounds of one file (safety rule 9).
const (
	maxBody      = 256 << 10
	maxHeader    = 64 << 10
	maxRedirects = 10
	fetchTimeout = 5 * time.Second
)

// Fetcher gets files from web servers, which it does not trust: bounded in
// time, size and redirects, never from https to http, with no cookie, no
// credential and no connection kept.
type Fetcher struct {
	// Dial reaches a host by name; nil means [net.Dialer].
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Addresses are those of a host, so that nobody leads from the internet into a
	// private network; nil lets everybody.
	Addresses func(ctx context.Context, host string) ([]netip.Addr, error)
	// Trust is what certificates are held against.
	Trust connect.Trust
	// Proxy is the web proxy for a URL, or nil; itself nil for none. Proxies are
	// looked up as the system does, for their names may be known to it alone.
	Proxy func(*url.URL) (*url.URL, error)
}

// fetched is what came of fetching a URL.
type fetched struct {
	Body []byte
	// Chain are the URLs that were asked, in order; the last one answered.
	Chain  []string
	Secure bool // every one of them was https
	Status int
	// Type is the media type that the server claims.
	Type string
	// Date is the server's clock, zero where it does not say.
	Date time.Time
	// Location is where a redirect leads that was not followed, Schemes are the
	// ways to log in that a 401 offers.
	Location string
	Schemes  []string
	Lookup   fact.Lookup
}

// webRequest is what a web server is asked.
type webRequest struct {
	url string
	// body is sent by POST, as a content type; without one it is a GET.
	body        []byte
	contentType string
	// once leaves redirects to the caller.
	once bool
	// username and secret answer a 401, by Basic (RFC 7617).
	username string
	secret   fact.Secret
}

var (
	errDowngrade    = errors.New("it redirects from https to http")
	errRedirects    = errors.New("it redirects more than ten times")
	errScheme       = errors.New("it redirects to what is no web address")
	errLongLocation = errors.New("it redirects to an address that is too long")
	errLongURL      = errors.New("the address is too long")
	errTooLarge     = errors.New("the file is larger than 256 KiB")
	errTimeout      = errors.New("it did not answer in time")
)

// get fetches one file. The look-up in the result says how that went, and its
// Fault is empty only where the body is there.
func (f *Fetcher) get(ctx context.Context, address string) *fetched {
	return f.ask(ctx, webRequest{url: address})
}

func (f *Fetcher) ask(ctx context.Context, q webRequest) *fetched {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	start := time.Now()
	file := &fetched{Secure: true}
	err := f.fetch(ctx, q, file)
	if err != nil { // the transport has many words for the end of a context
		switch ctx.Err() {
		case context.DeadlineExceeded:
			err = errTimeout
		case context.Canceled:
			err = context.Canceled
		}
	}
	file.Lookup = fact.Lookup{What: q.url, Took: time.Since(start), Clock: file.Date}
	if n := len(file.Chain); n > 1 {
		file.Lookup.Answered = fact.Printable(file.Chain[n-1])
	}
	switch {
	case err != nil:
		file.Lookup.Fault, file.Lookup.Result = fetchFault(err), fact.Printable(reason(err))
	case file.Status != http.StatusOK:
		file.Lookup.Fault = fact.LookupStatus
		file.Lookup.Result = fmt.Sprintf("HTTP %d %s", file.Status, http.StatusText(file.Status))
	default:
		file.Lookup.Result = fmt.Sprintf("%d bytes", len(file.Body))
		if len(file.Chain) > 1 {
			file.Lookup.Result += " from " + fact.Printable(file.Chain[len(file.Chain)-1])
		}
	}
	return file
}

func (f *Fetcher) fetch(ctx context.Context, q webRequest, file *fetched) error {
	if tooLongURL(q.url) {
		return errLongURL
	}
	request, err := q.request(ctx)
	if err != nil {
		return err
	}
	response, err := f.client(ctx, file, q.once).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	file.visit(response.Request)
	file.Status, file.Type = response.StatusCode, response.Header.Get("Content-Type")
	file.Date, _ = http.ParseTime(response.Header.Get("Date"))
	file.Location, file.Schemes = response.Header.Get("Location"), schemes(response.Header)
	if file.Status != http.StatusOK {
		return nil
	}
	file.Body, err = io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err == nil && len(file.Body) > maxBody {
		err = errTooLarge
	}
	return err
}

func (q webRequest) request(ctx context.Context) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if q.body != nil {
		method, body = http.MethodPost, bytes.NewReader(q.body)
	}
	request, err := http.NewRequestWithContext(ctx, method, q.url, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "mailprobe")
	if q.contentType != "" {
		request.Header.Set("Content-Type", q.contentType)
	}
	if !q.secret.Empty() {
		request.SetBasicAuth(q.username, q.secret.Reveal())
	}
	return request, nil
}

// schemes are the names in the WWW-Authenticate fields (RFC 9110, section
// 11.6.1): the word that each field begins with, which is how servers send them.
func schemes(h http.Header) []string {
	var found []string
	for _, value := range h.Values("WWW-Authenticate") {
		if words := strings.Fields(value); len(words) > 0 {
			found = append(found, strings.TrimSuffix(words[0], ","))
		}
	}
	return found
}

// client is made for each file: it keeps no connection, and its rule for
// redirects notes the chain. Nothing of it outlives ctx.
func (f *Fetcher) client(ctx context.Context, file *fetched, once bool) *http.Client {
	way := f.newRoute()
	return &http.Client{
		Transport: limitLocation{&http.Transport{
			Proxy: way.proxy,
			// The transport dials beside the request and goes on when that has
			// ended, and so does a handshake: hence the other context.
			DialContext: func(_ context.Context, network, address string) (net.Conn, error) {
				conn, err := way.dial(ctx, network, address)
				if err == nil {
					context.AfterFunc(ctx, func() { conn.Close() })
				}
				return conn, err
			},
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHeader,
			TLSClientConfig: &tls.Config{
				RootCAs:    f.Trust.Roots,
				Time:       f.Trust.Now,
				MinVersion: tls.VersionTLS12,
			},
		}},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			if once {
				return http.ErrUseLastResponse
			}
			last := via[len(via)-1]
			file.visit(last)
			switch {
			case len(via) > maxRedirects:
				return errRedirects
			case next.URL.Scheme != "https" && next.URL.Scheme != "http":
				return errScheme
			case last.URL.Scheme == "https" && next.URL.Scheme != "https":
				return errDowngrade
			case f.entersPrivateNetwork(ctx, via[0].URL, next.URL):
				return errPrivateNetwork
			}
			// Nobody is told who sent us, or given the user name of a URL.
			next.Header.Del("Referer")
			next.URL.User = nil
			return nil
		},
	}
}

// visit notes one URL of the chain.
func (file *fetched) visit(r *http.Request) {
	file.Chain = append(file.Chain, r.URL.String())
	file.Secure = file.Secure && r.URL.Scheme == "https"
}

// origin is how far the names in the file can be trusted for a domain.
func (file *fetched) origin(domain string) fact.Origin {
	if !file.Secure {
		return fact.OriginHTTP
	}
	for _, u := range file.Chain {
		if fact.Registrable(hostName(u)) != fact.Registrable(domain) {
			return fact.OriginElsewhere
		}
	}
	return fact.OriginDomain
}

// hostName is the host of a URL that has been asked, as A-labels; empty where
// that is no name.
func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host, err := fact.ToASCII(u.Hostname())
	if err != nil {
		return ""
	}
	return host
}

func fetchFault(err error) fact.LookupFault {
	var (
		dns         *dns.Error
		certificate *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &dns):
		return dns.Fault
	case errors.Is(err, errTooLarge):
		return fact.LookupTooLarge
	case errors.Is(err, errDowngrade), errors.Is(err, errRedirects), errors.Is(err, errScheme),
		errors.Is(err, errLongLocation), errors.Is(err, errLongURL), errors.Is(err, errPrivateNetwork):
		return fact.LookupRedirect
	case errors.As(err, &certificate), errors.Is(err, http.ErrSchemeMismatch):
		return fact.LookupBadTLS
	case errors.Is(err, context.Canceled):
		return fact.LookupCanceled
	}
	switch connect.KindOf(err) {
	case fact.FailNotTLS, fact.FailAlert, fact.FailVersion, fact.FailHandshake:
		return fact.LookupBadTLS
	}
	return fact.LookupUnreachable
}

// reason is an error without the URL that net/http puts before it.
func reason(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err.Error()
}
