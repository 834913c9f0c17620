package discover

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// Files come through the web proxy where there is one for them, and straight
// where there is not.
func TestWebProxy(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "through the proxy to ", r.URL)
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	straight := errors.New("straight on")
	f := &Fetcher{
		Dial: func(context.Context, string, string) (net.Conn, error) { return nil, straight },
		Proxy: func(u *url.URL) (*url.URL, error) {
			if u.Hostname() == "near.example" {
				return nil, nil
			}
			return at, nil
		},
	}
	if got := f.get(t.Context(), "http://far.example/file"); string(got.Body) != "through the proxy to http://far.example/file" {
		t.Errorf("%q %+v", got.Body, got.Lookup)
	}
	if got := f.get(t.Context(), "http://near.example/file"); got.Lookup.Result != straight.Error() {
		t.Errorf("%+v", got.Lookup)
	}
	f.Proxy = func(*url.URL) (*url.URL, error) { return nil, errors.New("no such proxy") }
	if got := f.get(t.Context(), "http://far.example/file"); got.Lookup.Result != "no such proxy" {
		t.Errorf("%+v", got.Lookup)
	}
}
