package session_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/xdg-go/scram"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// boundServer is an IMAP server, for one connection, that takes SCRAM-SHA-256-PLUS
// bound to its own end of the TLS connection.
type boundServer struct {
	listener net.Listener
	binding  func(*tls.ConnectionState) (scram.ChannelBinding, error)
	done     chan error
}

func (s *boundServer) serve() {
	s.done <- func() error {
		conn, err := s.listener.Accept()
		if err != nil {
			return err
		}
		defer conn.Close()
		secured := conn.(*tls.Conn)
		if err := secured.Handshake(); err != nil {
			return err
		}
		state := secured.ConnectionState()
		binding, err := s.binding(&state)
		if err != nil {
			return err
		}
		fmt.Fprint(conn, "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-256-PLUS] hello\r\n")
		return s.authenticate(conn, binding)
	}()
}

func (s *boundServer) authenticate(conn net.Conn, binding scram.ChannelBinding) error {
	keeper, err := scram.SHA256.NewClientUnprepped(user, probetest.Password, "")
	if err != nil {
		return err
	}
	stored, err := keeper.GetStoredCredentialsWithError(scram.KeyFactors{Salt: "salt", Iters: 4096})
	if err != nil {
		return err
	}
	server, err := scram.SHA256.NewServer(func(string) (scram.StoredCredentials, error) { return stored, nil })
	if err != nil {
		return err
	}
	talk := server.NewConversationWithChannelBinding(binding)
	lines := bufio.NewScanner(conn)
	tag := ""
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if tag == "" && len(words) == 4 {
			tag = words[0]
		}
		if talk.Done() {
			answer := tag + " NO [AUTHENTICATIONFAILED] no\r\n"
			if talk.Valid() {
				answer = tag + " OK [CAPABILITY IMAP4rev1] Logged in\r\n"
			}
			_, err := fmt.Fprint(conn, answer)
			return err
		}
		if len(words) == 0 {
			return errors.New("an empty response in the middle of an exchange")
		}
		response, err := base64.StdEncoding.DecodeString(words[len(words)-1])
		if err != nil {
			return err
		}
		challenge, _ := talk.Step(string(response)) // an error is in the challenge too
		fmt.Fprintf(conn, "+ %s\r\n", base64.StdEncoding.EncodeToString([]byte(challenge)))
	}
	return lines.Err()
}

// Both ends come to the same binding, each from its own view of TLS, and a server
// that has another one refuses.
func TestChannelBinding(t *testing.T) {
	authority, err := probetest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	cert, err := authority.Issue(probetest.Cert{Names: []string{host}})
	if err != nil {
		t.Fatal(err)
	}
	unique := func(state *tls.ConnectionState) (scram.ChannelBinding, error) {
		return scram.NewTLSUniqueBinding(state.TLSUnique), nil
	}
	for _, tt := range []struct {
		name    string
		newest  uint16
		binding func(*tls.ConnectionState) (scram.ChannelBinding, error)
		want    fact.AttemptResult
		told    string
	}{
		{"TLS 1.3, tls-exporter", tls.VersionTLS13, scram.NewTLSExporterBinding, fact.AttemptAccepted, ""},
		{"TLS 1.2, tls-unique", tls.VersionTLS12, unique, fact.AttemptAccepted, ""},
		{"TLS 1.3, tls-server-end-point only", tls.VersionTLS13, func(*tls.ConnectionState) (scram.ChannelBinding, error) {
			return scram.ChannelBinding{Type: scram.ChannelBindingTLSServerEndpoint, Data: []byte("hash")}, nil
		}, fact.AttemptRefused, "e=unsupported-channel-binding-type"},
		{"somebody between", tls.VersionTLS13, func(*tls.ConnectionState) (scram.ChannelBinding, error) {
			return scram.ChannelBinding{Type: scram.ChannelBindingTLSExporter, Data: []byte("another connection's key")}, nil
		}, fact.AttemptRefused, "e=channel-bindings-dont-match"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: tt.newest})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			server := &boundServer{listener: l, binding: tt.binding, done: make(chan error, 1)}
			go server.serve()
			at := netip.MustParseAddrPort(l.Addr().String())
			d := &connect.Dialer{
				Cache: new(dns.Resolver).Cache(t.Context()), Trust: connect.Trust{Roots: authority.Roots()}, Redactor: &connect.Redactor{},
			}
			e := fact.Endpoint{Protocol: fact.IMAP, Host: host, Port: at.Port(), TLS: fact.Implicit}
			s := session.Open(t.Context(), d, e, []netip.Addr{at.Addr()}, session.Options{})
			defer s.Close()
			mechanisms := fact.UsableMechanisms(s.Check.Mechanisms, nil, false)
			if len(mechanisms) != 2 || mechanisms[0] != "SCRAM-SHA-256-PLUS" {
				t.Fatalf("%v, %+v", mechanisms, s.Check.Failure)
			}
			a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, mechanisms[0])
			if a.Result != tt.want || tt.told != "" && (len(a.Earlier) != 1 || a.Earlier[0] != tt.told) {
				t.Errorf("%+v, want %s %q", a, tt.want, tt.told)
			}
			if err := <-server.done; err != nil {
				t.Errorf("the server: %v", err)
			}
		})
	}
}
