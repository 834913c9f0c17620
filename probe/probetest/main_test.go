package probetest

import (
	"crypto/tls"
	"net"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world makes an internet that is closed with the test.
func world(t *testing.T, o Options) *Internet {
	t.Helper()
	i, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	return i
}

// serve starts a server called mail.srv.example with one account.
func serve(t *testing.T, i *Internet, services ...Service) {
	t.Helper()
	err := i.Serve(Server{
		Names:    []string{"mail.srv.example"},
		Users:    map[string]string{"anna@srv.example": Password},
		Services: services,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dial connects to a port of mail.srv.example, the first server of an internet.
func dial(t *testing.T, i *Internet, port string) net.Conn {
	t.Helper()
	c, err := i.DialContext(t.Context(), "tcp", "198.18.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func (i *Internet) clientTLS(host string) *tls.Config {
	return &tls.Config{ServerName: host, RootCAs: i.Roots()}
}

// transcript is the log as text, for failures.
func transcript(i *Internet) string {
	var b strings.Builder
	i.Log.WriteTo(&b)
	return b.String()
}
