package probetest

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
)

// browser is a client that asks the resolver for addresses.
func browser(t *testing.T, i *Internet) *http.Client {
	transport := &http.Transport{
		DialContext:     i.dialName(t),
		TLSClientConfig: &tls.Config{RootCAs: i.Roots()},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func get(t *testing.T, c *http.Client, url string) (status int, contentType, body string, err error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(url, "secret") {
		r.SetBasicAuth("anna", Password)
	}
	answer, err := c.Do(r)
	if err != nil {
		return 0, "", "", err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	return answer.StatusCode, answer.Header.Get("Content-Type"), string(b), err
}

func TestSites(t *testing.T) {
	i := world(t, Options{})
	if err := i.Host(Site{
		Names: []string{"www.srv.example", "*.wild.example"},
		On:    "https http",
		Pages: map[string]http.Handler{
			"/a.xml":               File("text/xml", "<a/>"),
			"www.srv.example/host": File("text/plain", "only here"),
			"/gone":                Answer(http.StatusGone, "text/plain", "it was here"),
			"/there":               http.RedirectHandler("https://www.srv.example/a.xml", http.StatusFound),
		},
	}); err != nil {
		t.Fatal(err)
	}
	if err := i.Host(Site{Names: []string{"all.example"}, Pages: map[string]http.Handler{"*": File("text/html", "hello")}}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		url         string
		status      int
		contentType string
		body        string
	}{
		{"https://www.srv.example/a.xml?x=1", 200, "text/xml", "<a/>"},
		{"http://www.srv.example/a.xml", 200, "text/xml", "<a/>"},
		{"https://any.wild.example/a.xml", 200, "text/xml", "<a/>"},
		{"https://www.srv.example/host", 200, "text/plain", "only here"},
		{"https://any.wild.example/host", 404, "text/plain; charset=utf-8", "404 page not found\n"},
		{"http://any.wild.example/gone", 410, "text/plain", "it was here"},
		{"http://any.wild.example/there", 200, "text/xml", "<a/>"},
		{"https://all.example/whatever", 200, "text/html", "hello"},
		{"http://www.srv.example/secret", 404, "text/plain; charset=utf-8", "404 page not found\n"},
	}
	client := browser(t, i)
	for _, test := range tests {
		status, contentType, body, err := get(t, client, test.url)
		if status != test.status || contentType != test.contentType || body != test.body || err != nil {
			t.Errorf("%s: %d %s %q, %v", test.url, status, contentType, body, err)
		}
	}
	if _, _, _, err := get(t, client, "http://all.example/"); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a site that is on https only: %v", err)
	}
	requests := i.Web.Requests()
	if len(requests) != len(tests)+1 { // one was redirected
		t.Fatalf("%d requests", len(requests))
	}
	if r := requests[0]; r.Method != "GET" || r.URL() != tests[0].url || !r.TLS || r.Authorization ||
		r.Server != "www.srv.example" || r.SNI != "www.srv.example" || !r.CertGood || r.Status != 200 || r.Answered.Before(r.At) {
		t.Errorf("recorded %+v", r)
	}
	if r := requests[len(requests)-1]; r.TLS || !r.Authorization || r.User != "anna" || r.Status != 404 || r.SNI != "" || r.Server != "www.srv.example" {
		t.Errorf("recorded %+v", r)
	}
	if leaks := i.Log.Leaks(Password); len(leaks) != 1 || leaks[0].Protocol != HTTP {
		t.Errorf("%d leaks of a password sent by plain http", len(leaks))
	}
}

func TestEndlessPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := world(t, Options{RTT: rtt})
		if err := i.Host(Site{Names: []string{"www.srv.example"}, Pages: map[string]http.Handler{"*": Endless("text/xml")}}); err != nil {
			t.Fatal(err)
		}
		if _, _, body, err := get(t, browser(t, i), "https://www.srv.example/"); len(body) != 1<<20 || err != nil {
			t.Errorf("%d bytes, %v", len(body), err)
		}
	})
}

func TestSitesThatAreNone(t *testing.T) {
	i := world(t, Options{})
	if i.Host(Site{}) == nil {
		t.Error("a site without a name was served")
	}
	if i.Host(Site{Names: []string{"www.srv.example"}, On: "gopher"}) == nil {
		t.Error("a site on gopher was served")
	}
}
