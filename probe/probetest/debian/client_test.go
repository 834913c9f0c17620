package debian_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// serverName is whom the test servers' certificate is for.
const serverName = "mail.example.com"

// certificate makes a self-signed certificate for serverName.
func certificate(t testing.TB) (cert, key []byte, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: serverName},
		DNSNames:     []string{serverName},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(30 * 24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), pool
}

// client is a connection to a server that writes down what was said.
type client struct {
	t        testing.TB
	endpoint fact.Endpoint
	pool     *x509.CertPool
	conn     net.Conn
	in       *bufio.Reader
	said     []string
	// took is how long the server needed for its last answer.
	took time.Duration
}

// dial connects, and reads the greeting over TLS where that is implicit.
func dial(t testing.TB, e fact.Endpoint, pool *x509.CertPool) *client {
	t.Helper()
	conn, err := net.Dial("tcp", e.Address())
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, endpoint: e, pool: pool, conn: conn, in: bufio.NewReader(conn)}
	t.Cleanup(func() { c.conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if e.TLS == fact.Implicit {
		c.handshake()
	}
	c.answer("")
	return c
}

func (c *client) handshake() {
	c.t.Helper()
	conn := tls.Client(c.conn, &tls.Config{RootCAs: c.pool, ServerName: serverName})
	if err := conn.Handshake(); err != nil {
		c.t.Fatalf("TLS handshake with %v: %v", c.endpoint, err)
	}
	c.said = append(c.said, "-- "+tls.VersionName(conn.ConnectionState().Version)+" --")
	c.conn, c.in = conn, bufio.NewReader(conn)
}

// do sends a command and returns the last line of the answer.
func (c *client) do(command string) string {
	c.t.Helper()
	c.said = append(c.said, "C: "+command)
	before := time.Now()
	if _, err := fmt.Fprintf(c.conn, "%s\r\n", command); err != nil {
		c.t.Fatalf("%v: %s: %v", c.endpoint, command, err)
	}
	last := c.answer(command)
	c.took = time.Since(before)
	if verb := strings.TrimPrefix(command, "a "); verb == "STARTTLS" || verb == "STLS" {
		if c.endpoint.TLS == fact.Implicit {
			c.t.Fatalf("%s within TLS", verb)
		}
		c.handshake()
	}
	return last
}

// answer reads the server's answer to a command, to the last line of it.
func (c *client) answer(command string) string {
	c.t.Helper()
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			c.t.Fatalf("%v: reading the answer to %q: %v\n%s", c.endpoint, command, err, strings.Join(c.said, "\n"))
		}
		line = strings.TrimRight(line, "\r\n")
		c.said = append(c.said, "S: "+line)
		if c.complete(command, line) {
			return line
		}
	}
}

func (c *client) complete(command, line string) bool {
	if strings.HasPrefix(line, "+ ") || line == "+" {
		return true // the server waits for more
	}
	switch c.endpoint.Protocol {
	case fact.IMAP:
		return command == "" || strings.HasPrefix(line, "a ")
	case fact.POP3:
		multiline := command == "CAPA" || command == "AUTH"
		return !multiline || line == "." || strings.HasPrefix(line, "-ERR")
	default:
		return len(line) < 4 || line[3] != '-'
	}
}

// want sends a command and fails the test unless the answer begins as said.
func (c *client) want(command, prefix string) {
	c.t.Helper()
	if got := c.do(command); !strings.HasPrefix(got, prefix) {
		c.t.Fatalf("%v: %s: got %q, want %q\n%s", c.endpoint, command, got, prefix, strings.Join(c.said, "\n"))
	}
}

// secure does what comes before a login: STARTTLS, and EHLO over TLS.
func (c *client) secure() {
	c.t.Helper()
	starttls := c.endpoint.TLS == fact.STARTTLS
	switch c.endpoint.Protocol {
	case fact.IMAP:
		if starttls {
			c.want("a STARTTLS", "a OK")
		}
	case fact.POP3:
		if starttls {
			c.want("STLS", "+OK")
		}
	case fact.SMTP:
		c.want("EHLO client.example.com", "250")
		if starttls {
			c.want("STARTTLS", "220")
			c.want("EHLO client.example.com", "250")
		}
	}
}

// login tries SASL PLAIN, and fails the test if the answer is neither
// acceptance nor a refusal of the password.
func (c *client) login(user, password string) bool {
	c.t.Helper()
	var command, accepted, refused string
	switch c.endpoint.Protocol {
	case fact.IMAP:
		command, accepted, refused = "a AUTHENTICATE PLAIN", "a OK ", "a NO [AUTHENTICATIONFAILED] "
	case fact.POP3:
		command, accepted, refused = "AUTH PLAIN", "+OK ", "-ERR [AUTH] "
	case fact.SMTP:
		command, accepted, refused = "AUTH PLAIN", "235 2.7.0 ", "535 5.7.8 "
	}
	answer := c.do(command + " " + plain(user, password))
	ok := strings.HasPrefix(answer, accepted)
	if !ok && !strings.HasPrefix(answer, refused) {
		c.t.Fatalf("%v: got %q to a login", c.endpoint, answer)
	}
	return ok
}

// quit says goodbye and closes the connection.
func (c *client) quit() {
	c.t.Helper()
	switch c.endpoint.Protocol {
	case fact.IMAP:
		c.want("a LOGOUT", "a OK")
	case fact.POP3:
		c.want("QUIT", "+OK")
	case fact.SMTP:
		c.want("QUIT", "221")
	}
	c.hangUp()
}

// closed waits for the server to close the connection, without a word.
func (c *client) closed() {
	c.t.Helper()
	if line, err := c.in.ReadString('\n'); err != io.EOF {
		c.t.Fatalf("%v: got %q and %v, want the end of the connection", c.endpoint, line, err)
	}
}

// hangUp closes the connection without a word.
func (c *client) hangUp() { c.conn.Close() }

// plain is the message of SASL PLAIN (RFC 4616).
func plain(user, password string) string {
	return sasl("\x00" + user + "\x00" + password)
}

// sasl is a message as SASL sends it.
func sasl(message string) string { return base64.StdEncoding.EncodeToString([]byte(message)) }
