package probetest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// hear reads what a server says until it ends or has been silent for a minute.
func hear(c net.Conn) (text string, end error) {
	var b bytes.Buffer
	buf := make([]byte, 4096)
	for b.Len() < 1<<20 {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		n, err := c.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return b.String(), err
		}
	}
	return b.String(), nil
}

var errSilence = os.ErrDeadlineExceeded

func TestReplies(t *testing.T) {
	tests := []struct {
		name   string
		on     string
		script Script
		say    string
		want   string
		end    error
	}{
		{"a greeting that refuses", "imap?tls=none", Script{"greeting": "* BYE Too many connections\n<close>"}, "",
			"* BYE Too many connections\r\n", io.EOF},
		{"no greeting", "smtp", Script{"greeting": ""}, "NOOP\r\n", "250 2.0.0 OK\r\n", errSilence},
		{"silence", "smtp", Script{"greeting": "<silence>"}, "NOOP\r\nQUIT\r\n", "", errSilence},
		{"closed at once", "pop3", Script{"greeting": "<close>"}, "", "", io.EOF},
		{"reset", "pop3", Script{"greeting": "<reset>"}, "", "", syscall.ECONNRESET},
		{"a line cut off", "pop3", Script{"greeting": "+OK rea<close>"}, "", "+OK rea", io.EOF},
		{"several lines", "smtp", Script{"greeting": "220-one\n220 two"}, "", "220-one\r\n220 two\r\n", errSilence},
		{"the tag, the host, what it offers", "imap", Script{"greeting": "", "NOOP": "$tag OK $host has $caps"}, "x1 noop\r\n",
			"x1 OK mail.srv.example has IMAP4rev1 LITERAL+ SASL-IR STARTTLS LOGINDISABLED\r\n", errSilence},
		{"the longest key", "smtp?tls=none", Script{"greeting": "", "AUTH": "501 no", "AUTH LOGIN": "504 not this"},
			"auth login\r\nAUTH PLAIN\r\n", "504 not this\r\n501 no\r\n", errSilence},
		{"any other command", "smtp", Script{"greeting": "", "*": "500 what?", "NOOP": "250 yes"},
			"EHLO me\r\nNOOP\r\n\r\n", "500 what?\r\n250 yes\r\n500 what?\r\n", errSilence},
		{"inside TLS only", "imap", Script{"greeting": "", "tls NOOP": "$tag NO"}, "a NOOP\r\n", "a OK NOOP completed\r\n", errSilence},
		{"a bare challenge", "imap?tls=none", Script{"greeting": "", "AUTHENTICATE": "+ e30=\n<read>$tag NO [AUTHENTICATIONFAILED] expired"},
			"a AUTHENTICATE XOAUTH2 dXNlcj1hbm5h\r\nanything\r\nb NOOP\r\n",
			"+ e30=\r\na NO [AUTHENTICATIONFAILED] expired\r\nb OK NOOP completed\r\n", errSilence},
		{"an answer to any login", "pop3?tls=none", Script{"greeting": "", "login": "-ERR [IN-USE] try later"},
			"USER anna\r\nPASS x\r\nAUTH PLAIN AGEAYg==\r\n", "+OK\r\n-ERR [IN-USE] try later\r\n-ERR [IN-USE] try later\r\n", errSilence},
		{"no answer to a login", "imap?tls=none", Script{"greeting": "", "login": "<silence>"}, "a LOGIN a b\r\nb NOOP\r\n", "", errSilence},
		{"other words for a refusal", "imap?tls=none", Script{"greeting": "", "refuse": "$tag NO LOGIN failed."},
			"a LOGIN anna@srv.example wrong\r\nb LOGIN anna@srv.example \"correct horse\"\r\n",
			"a NO LOGIN failed.\r\nb OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR] Logged in\r\n", errSilence},
		{"let in, but the mailbox stays shut", "imap?tls=none",
			Script{"greeting": "", "login": "$tag OK [ALERT] Enable IMAP first", "EXAMINE": "$tag NO not today"},
			"a LOGIN a b\r\nb EXAMINE INBOX\r\nc UNSELECT\r\n",
			"a OK [ALERT] Enable IMAP first\r\nb NO not today\r\nc OK UNSELECT completed\r\n", errSilence},
		{"a literal", "imap?tls=none", Script{"greeting": ""}, "a LOGIN {16}\r\nanna@srv.example {13+}\r\ncorrect horse\r\n",
			"+ Ready for literal data\r\na OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR] Logged in\r\n", errSilence},
		{"forged lines before TLS", "imap", Script{"greeting": "", "STARTTLS": "$tag OK go<inject * CAPABILITY AUTH=PLAIN><close>"}, "a STARTTLS\r\n",
			"a OK go\r\n* CAPABILITY AUTH=PLAIN\r\n", io.EOF},
		{"garbage", "imap", Script{"greeting": "<garbage 100>\n<close>"}, "", garbage(100) + "\r\n", io.EOF},
		{"not a directive", "pop3", Script{"greeting": "+OK <1896.697170952@mail.srv.example>"}, "",
			"+OK <1896.697170952@mail.srv.example>\r\n", errSilence},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				i := world(t, Options{RTT: rtt})
				serve(t, i, Service{On: test.on, Script: test.script})
				protocol, _, _ := strings.Cut(test.on, "?")
				c := dial(t, i, map[string]string{"imap": "143", "pop3": "110", "smtp": "587"}[protocol])
				io.WriteString(c, test.say)
				got, end := hear(c)
				if got != test.want || !errors.Is(end, test.end) {
					t.Errorf("got  %q, then %v\nwant %q, then %v", got, end, test.want, test.end)
				}
			})
		})
	}
}

func TestRepliesWithoutEnd(t *testing.T) {
	for reply, want := range map[string]string{
		"* OK <endless>":         "* OK xxxx",
		"<flood * OK here I am>": "* OK here I am\r\n* OK here I am\r\n",
	} {
		i := world(t, Options{})
		serve(t, i, Service{On: "imap", Script: Script{"greeting": reply}})
		got, end := hear(dial(t, i, "143"))
		if end != nil || len(got) < 1<<20 || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %d bytes, %v", reply, len(got), end)
		}
		kept := 0
		for _, line := range i.Log.Connections()[0].Lines {
			kept += len(line.Text)
		}
		if kept > maxServerLines*maxServerLine || kept > 1<<19 {
			t.Errorf("%s: the log holds %d bytes", reply, kept)
		}
	}
}

func TestWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := world(t, Options{RTT: rtt})
		serve(t, i, Service{On: "smtp", Script: Script{"greeting": "220-wait\n<wait 3s>220 ready"}})
		begin := time.Now()
		c := dial(t, i, "587")
		io.ReadFull(c, make([]byte, len("220-wait\r\n")))
		if took := time.Since(begin); took != 2*rtt {
			t.Errorf("the first line after %v", took)
		}
		io.ReadFull(c, make([]byte, len("220 ready\r\n")))
		if took := time.Since(begin); took != 2*rtt+3*time.Second {
			t.Errorf("the second line after %v", took)
		}
	})
}

// TestOneSegment shows that forged lines cannot be told from the answer by when they come.
func TestOneSegment(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, Service{On: "smtp", Script: Script{"greeting": "", "STARTTLS": "220 go<inject 250 forged><tls>"}})
	c := dial(t, i, "587")
	io.WriteString(c, "STARTTLS\r\n")
	buf := make([]byte, 1000)
	n, err := c.Read(buf)
	if got := string(buf[:n]); got != "220 go\r\n250 forged\r\n" || err != nil {
		t.Errorf("one read gave %q, %v", got, err)
	}
	if err := tls.Client(c, i.clientTLS("mail.srv.example")).Handshake(); err != nil {
		t.Errorf("the handshake after that: %v", err)
	}
}

func TestHandshakes(t *testing.T) {
	const host = "mail.srv.example"
	says := func(text string) func(error) bool {
		return func(err error) bool { return err != nil && strings.Contains(err.Error(), text) }
	}
	fine := func(err error) bool { return err == nil }
	plaintext := func(banner string) func(error) bool {
		return func(err error) bool {
			var header tls.RecordHeaderError
			return errors.As(err, &header) && string(header.RecordHeader[:]) == banner
		}
	}
	tests := []struct {
		name    string
		on      string
		script  Script
		version uint16 // that the client takes at least
		want    func(error) bool
		greets  string // the first line, or the error in its place, begins so
	}{
		{"as it should", "imaps", nil, 0, fine, "* OK [CAPABILITY"},
		{"with a script for later", "imaps", Script{"greeting": "* OK hi"}, 0, fine, "* OK hi\r\n"},
		{"plaintext on the TLS port", "smtps", Script{"handshake": "<skip>"}, 0, plaintext("220 m"), ""},
		{"greeting before TLS", "smtps", Script{"clear greeting": "220 early"}, 0, plaintext("220 e"), ""},
		{"TLS 1.0, new client", "imaps", Script{"handshake": "<max 1.0>"}, 0, says("protocol version not supported"), ""},
		{"TLS 1.0, old client", "imaps", Script{"handshake": "<max 1.0>"}, tls.VersionTLS10, fine, "* OK"},
		{"TLS 1.1, old client", "imaps", Script{"handshake": "<max 1.1>"}, tls.VersionTLS10, fine, "* OK"},
		{"client certificate", "imaps", Script{"handshake": "<certificate>"}, 0, fine, "remote error: tls: certificate required"},
		{"client certificate, TLS 1.2", "imaps", Script{"handshake": "<certificate><max 1.2>"}, 0, says("handshake failure"), ""},
		{"alert", "imaps", Script{"handshake": "<alert 40>"}, 0, says("handshake failure"), ""},
		{"closes", "imaps", Script{"handshake": "<close>"}, 0, func(err error) bool { return err == io.EOF }, ""},
		{"resets", "imaps", Script{"handshake": "<reset>"}, 0, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }, ""},
		{"never answers", "imaps", Script{"handshake": "<silence>"}, 0, func(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }, ""},
		{"after a pause", "imaps", Script{"handshake": "<wait 3s>"}, 0, fine, "* OK"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				i := world(t, Options{RTT: rtt})
				serve(t, i, Service{On: test.on, Script: test.script})
				port := map[string]string{"imaps": "993", "smtps": "465"}[test.on]
				raw := dial(t, i, port)
				raw.SetDeadline(time.Now().Add(20 * time.Second))
				config := i.clientTLS(host)
				config.MinVersion = test.version
				c := tls.Client(raw, config)
				err := c.Handshake()
				if !test.want(err) {
					t.Fatalf("the handshake: %v", err)
				}
				if err == nil {
					line, late := bufio.NewReader(c).ReadString('\n')
					if late != nil {
						line, err = late.Error(), late
					}
					if !strings.HasPrefix(line, test.greets) {
						t.Errorf("greeted with %q, %v", line, late)
					}
				}
				if seen := i.Log.Connections()[0]; (seen.TLS != 0) != (err == nil) {
					t.Errorf("the log has TLS %x", seen.TLS)
				}
			})
		})
	}
}

func TestGreetingAfterSTARTTLS(t *testing.T) {
	i := world(t, Options{})
	serve(t, i, Service{On: "smtp", Script: Script{"tls greeting": "220 once more"}})
	talk(t, i, "587", `
		S: 220 mail.srv.example ESMTP ready
		C: STARTTLS
		S: 220 2.0.0 Ready to start TLS
		TLS
		S: 220 once more
		C: QUIT
		S: 221 2.0.0 Bye
		S: EOF`)
}

func TestScriptsThatAreNone(t *testing.T) {
	for _, script := range []Script{
		{"": "250 OK"},
		{"Greeting": "250 OK"},
		{"greetings": "250 OK"},
		{"clear tls NOOP": "250 OK"},
		{"tls": "250 OK"},
		{"noop": "250 OK"},
		{"NOOP": "<cloze>"},
		{"NOOP": "<close now>"},
		{"NOOP": "<wait>"},
		{"NOOP": "<wait 3>"},
		{"NOOP": "<garbage many>"},
		{"NOOP": "<garbage -1>"},
		{"NOOP": "<skip>"},
		{"login": "<login>"},
		{"handshake": "<tls>"},
		{"handshake": "<max 1.3>"},
		{"handshake": "<alert 256>"},
	} {
		if _, err := script.compile(); err == nil {
			t.Errorf("%v was compiled", script)
		}
	}
}
