package probetest

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

const account = "anna@srv.example"

// imapLogin logs in with the real client and says how many messages INBOX has.
func imapLogin(t *testing.T, i *Internet, port, mechanism, password string) (messages uint32, err error) {
	t.Helper()
	config := i.clientTLS("mail.srv.example")
	raw := dial(t, i, port)
	var client *imapclient.Client
	switch port {
	case "993":
		client = imapclient.New(tls.Client(raw, config), nil)
	case "143":
		client, err = imapclient.NewStartTLS(raw, &imapclient.Options{TLSConfig: config})
	default:
		client = imapclient.New(raw, nil)
	}
	if err != nil {
		return 0, err
	}
	defer client.Close()
	client.Caps()
	switch mechanism {
	case "":
		err = client.Login(account, password).Wait()
	case "LOGIN":
		err = client.Authenticate(sasl.NewLoginClient(account, password))
	default:
		err = client.Authenticate(sasl.NewPlainClient("", account, password))
	}
	if err != nil {
		return 0, err
	}
	selected, err := client.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return 0, err
	}
	return selected.NumMessages, client.Logout().Wait()
}

func TestIMAPClientLogsIn(t *testing.T) {
	for _, port := range []string{"993", "143", "1143"} {
		for _, mechanism := range []string{"", "PLAIN", "LOGIN"} {
			t.Run(port+mechanism, func(t *testing.T) {
				i := world(t, Options{})
				serve(t, i, On("imaps", "imap", "imap:1143?tls=none")...)
				if messages, err := imapLogin(t, i, port, mechanism, Password); err != nil || messages != 1 {
					t.Errorf("%d messages, %v\n%s", messages, err, transcript(i))
				}
				_, err := imapLogin(t, i, port, mechanism, "wrong")
				var refusal *imap.Error
				if !errors.As(err, &refusal) || refusal.Code != imap.ResponseCodeAuthenticationFailed {
					t.Errorf("a wrong password: %v\n%s", err, transcript(i))
				}
				wantLogins(t, i, fact.IMAP, port, max(mechanism, "LOGIN"), port != "1143")
			})
		}
	}
}

// smtpLogin logs in with the real client.
func smtpLogin(t *testing.T, i *Internet, port, mechanism, password string) (err error) {
	t.Helper()
	config := i.clientTLS("mail.srv.example")
	raw := dial(t, i, port)
	var client *smtp.Client
	switch port {
	case "465":
		client = smtp.NewClient(tls.Client(raw, config))
	case "587":
		client, err = smtp.NewClientStartTLS(raw, config)
	default:
		client = smtp.NewClient(raw)
	}
	if err != nil {
		return err
	}
	defer client.Close()
	exchange := sasl.NewPlainClient("", account, password)
	if mechanism == "LOGIN" {
		exchange = sasl.NewLoginClient(account, password)
	}
	if !client.SupportsAuth(mechanism) {
		return fmt.Errorf("%s is not offered", mechanism)
	}
	if err := client.Auth(exchange); err != nil {
		return err
	}
	if err := client.Mail(account, nil); err != nil {
		return err
	}
	return client.Quit()
}

func TestSMTPClientLogsIn(t *testing.T) {
	for _, port := range []string{"465", "587", "25"} {
		for _, mechanism := range []string{"PLAIN", "LOGIN"} {
			t.Run(port+mechanism, func(t *testing.T) {
				i := world(t, Options{})
				serve(t, i, On("smtps", "smtp", "smtp:25?tls=none")...)
				if err := smtpLogin(t, i, port, mechanism, Password); err != nil {
					t.Errorf("%v\n%s", err, transcript(i))
				}
				var refusal *smtp.SMTPError
				err := smtpLogin(t, i, port, mechanism, "wrong")
				if !errors.As(err, &refusal) || refusal.Code != 535 || refusal.EnhancedCode != (smtp.EnhancedCode{5, 7, 8}) {
					t.Errorf("a wrong password: %v\n%s", err, transcript(i))
				}
				wantLogins(t, i, fact.SMTP, port, mechanism, port != "25")
			})
		}
	}
}

// wantLogins wants an accepted and then a refused login in the log.
func wantLogins(t *testing.T, i *Internet, p fact.Protocol, port, mechanism string, inTLS bool) {
	t.Helper()
	logins := i.Log.Logins()
	if len(logins) != 2 {
		t.Fatalf("%d logins in the log\n%s", len(logins), transcript(i))
	}
	for n, login := range logins {
		accepted := n == 0
		if login.Host != "mail.srv.example" || login.Addr.String() != "198.18.0.1:"+port || login.Protocol != p ||
			login.Mechanism != mechanism || login.User != account ||
			login.TLS != inTLS || login.CertGood != inTLS || login.Accepted != accepted || login.Answer == "" {
			t.Errorf("login %d is logged as %+v", n, login)
		}
	}
	if leaks := i.Log.Leaks(Password); (len(leaks) > 0) == inTLS {
		t.Errorf("%d connections are said to leak the password", len(leaks))
	}
}

func TestPOP3Dialogue(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString([]byte("\x00" + account + "\x00" + Password))
	name, password := base64.StdEncoding.EncodeToString([]byte(account)), base64.StdEncoding.EncodeToString([]byte(Password))
	tests := []struct {
		name     string
		implicit bool
		talk     string // "C: " what the client says, "S: " what it gets; "TLS" begins the handshake
	}{
		{"password", true, `
			S: +OK mail.srv.example ready
			C: CAPA
			S: +OK Capability list follows
			S: TOP
			S: UIDL
			S: RESP-CODES
			S: AUTH-RESP-CODE
			S: USER
			S: SASL PLAIN LOGIN
			S: .
			C: STAT
			S: -ERR Unknown command or wrong state
			C: USER anna@srv.example
			S: +OK
			C: PASS wrong horse
			S: -ERR [AUTH] Authentication failed.
			C: USER anna@srv.example
			S: +OK
			C: PASS correct horse
			S: +OK Logged in
			C: stat
			S: +OK 1 320
			C: QUIT
			S: +OK Bye
			S: EOF`},
		{"initial response", true, `
			S: +OK mail.srv.example ready
			C: AUTH PLAIN ` + plain + `
			S: +OK Logged in`},
		{"without initial response", true, `
			S: +OK mail.srv.example ready
			C: AUTH PLAIN
			S: + 
			C: ` + plain + `
			S: +OK Logged in`},
		{"AUTH LOGIN", true, `
			S: +OK mail.srv.example ready
			C: auth login
			S: + VXNlcm5hbWU6
			C: ` + name + `
			S: + UGFzc3dvcmQ6
			C: ` + password + `
			S: +OK Logged in`},
		{"second thoughts", true, `
			S: +OK mail.srv.example ready
			C: AUTH PLAIN
			S: + 
			C: *
			S: -ERR Authentication aborted
			C: AUTH CRAM-MD5
			S: -ERR Unsupported authentication mechanism
			C: AUTH PLAIN !!!
			S: -ERR Authentication aborted`},
		{"STLS", false, `
			S: +OK mail.srv.example ready
			C: CAPA
			S: +OK Capability list follows
			S: TOP
			S: UIDL
			S: RESP-CODES
			S: AUTH-RESP-CODE
			S: STLS
			S: .
			C: USER anna@srv.example
			S: -ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.
			C: STLS
			S: +OK Begin TLS negotiation now
			TLS
			C: STLS
			S: -ERR TLS is already active
			C: USER anna@srv.example
			S: +OK
			C: PASS correct horse
			S: +OK Logged in`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			i := world(t, Options{})
			serve(t, i, On("pop3s", "pop3")...)
			if test.implicit {
				talk(t, i, "995", "TLS\n"+test.talk)
			} else {
				talk(t, i, "110", test.talk)
			}
		})
	}
}

// talk holds a dialogue, line by line.
func talk(t *testing.T, i *Internet, port, dialogue string) {
	t.Helper()
	c := dial(t, i, port)
	c.SetDeadline(time.Now().Add(5 * time.Second))
	r := bufio.NewReader(c)
	for line := range strings.SplitSeq(dialogue, "\n") {
		line = strings.TrimLeft(line, "\t")
		said, ours := strings.CutPrefix(line, "C: ")
		want, theirs := strings.CutPrefix(line, "S: ")
		switch {
		case ours:
			io.WriteString(c, said+"\r\n")
		case line == "TLS":
			c = tls.Client(c, i.clientTLS("mail.srv.example"))
			r = bufio.NewReader(c)
		case theirs:
			got, err := textproto.NewReader(r).ReadLine()
			if err == io.EOF {
				got = "EOF"
			} else if err != nil {
				t.Fatalf("want %q: %v\n%s", want, err, transcript(i))
			}
			if got != want {
				t.Fatalf("got  %q\nwant %q\n%s", got, want, transcript(i))
			}
		}
	}
}

func TestNothingButTLSBeforeLogin(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, On("imap", "smtp")...)
	talk(t, i, "143", `
		S: * OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR STARTTLS LOGINDISABLED] mail.srv.example ready
		C: a LOGIN anna@srv.example {13+}
		C: correct horse
		S: a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.
		C: b LOGOUT
		S: * BYE Logging out
		S: b OK LOGOUT completed
		S: EOF`)
	talk(t, i, "587", `
		S: 220 mail.srv.example ESMTP ready
		C: EHLO me.example
		S: 250-mail.srv.example
		S: 250-PIPELINING
		S: 250-8BITMIME
		S: 250-STARTTLS
		S: 250 ENHANCEDSTATUSCODES
		C: AUTH PLAIN AGFubmEAYg==
		S: 530 5.7.0 Must issue a STARTTLS command first`)
	logins := i.Log.Logins()
	if len(logins) != 2 || logins[0].Accepted || logins[0].TLS || logins[0].User != account || logins[1].User != "anna" {
		t.Errorf("the log has %+v", logins)
	}
	if leaks := i.Log.Leaks(Password); len(leaks) != 1 || leaks[0].Protocol != fact.IMAP {
		t.Errorf("%d leaks", len(leaks))
	}
}

func TestMechanismsOnOffer(t *testing.T) {
	i := world(t, Options{})
	offer := []string{"PLAIN", "XOAUTH2"}
	serve(t, i, Service{On: "imap?tls=none", Mechanisms: offer}, Service{On: "smtp?tls=none", Mechanisms: offer},
		Service{On: "smtp:25", Mechanisms: []string{}})
	talk(t, i, "143", `
		S: * OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL- AUTH=PLAIN AUTH=XOAUTH2] IMAP server ready
		C: a AUTHENTICATE XOAUTH2 dXNlcj1hbm5h
		S: a NO [CANNOT] Unsupported authentication mechanism
		C: b AUTHENTICATE LOGIN
		S: b NO [CANNOT] Unsupported authentication mechanism`)
	talk(t, i, "587", `
		S: 220 mail.srv.example ESMTP Service Ready
		C: HELO me.example
		S: 250 2.0.0 Hello me.example
		C: AUTH LOGIN
		S: 504 5.7.4 Unsupported authentication mechanism
		C: MAIL FROM:<anna@srv.example>
		S: 530 5.7.0 Authentication required`)
	talk(t, i, "25", `
		S: 220 mail.srv.example ESMTP ready
		C: STARTTLS
		S: 220 2.0.0 Ready to start TLS
		TLS
		C: EHLO me.example
		S: 250-Hello me.example
		S: 250-PIPELINING
		S: 250-8BITMIME
		S: 250-ENHANCEDSTATUSCODES
		S: 250-CHUNKING
		S: 250 SIZE`)
}

func TestUserNameForms(t *testing.T) {
	const full, local, wrong = account, "anna", "anna@other.example"
	for _, test := range []struct {
		name   string
		users  []string
		accept []string
	}{
		{"full address", []string{full}, []string{full}},
		{"local part", []string{local}, []string{local}},
		{"either", []string{full, local}, []string{full, local}},
	} {
		host := &mailHost{users: make(map[string]string)}
		for _, user := range test.users {
			host.users[user] = Password
		}
		for _, user := range []string{full, local, wrong} {
			if got := host.admits(user, Password); got != slices.Contains(test.accept, user) {
				t.Errorf("%s: %s is admitted: %v", test.name, user, got)
			}
		}
	}
}

func TestLoginDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := world(t, Options{})
		users := map[string]string{account: Password}
		err := i.Serve(Server{Names: []string{"mail.srv.example"}, Users: users, LoginDelay: 17 * time.Second, Services: On("imaps", "pop3s", "smtps")})
		if err != nil {
			t.Fatal(err)
		}
		timed := func(what string, login func()) {
			begin := time.Now()
			login()
			if took := time.Since(begin); took != 17*time.Second {
				t.Errorf("%s took %v", what, took)
			}
		}
		timed("IMAP", func() { imapLogin(t, i, "993", "PLAIN", "wrong") })
		timed("SMTP", func() { smtpLogin(t, i, "465", "PLAIN", "wrong") })
	})
}

func TestServicesThatAreNone(t *testing.T) {
	i := world(t, Options{})
	for _, on := range []string{"", "http", "imapss", "imap:0", "imap:port", "imaps?tls=none", "imap?tls=never"} {
		if err := i.Serve(Server{Names: []string{"mail.srv.example"}, Services: On(on)}); err == nil {
			t.Errorf("%q was served", on)
		}
	}
	if err := i.Serve(Server{Services: On("imap")}); err == nil {
		t.Error("a server without a name was served")
	}
}
