package session

import (
	"crypto/tls"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xdg-go/scram"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// peer is the server's side of an exchange, without a wire: what it says to each
// message of the client's.
type peer struct {
	inline bool // takes the first message with the command
	says   func(response string) answer
	next   answer
	heard  []string
	err    error
	bye    bool // hangs up when the client breaks off
}

func (p *peer) take(response []byte) { p.heard = append(p.heard, string(response)) }

func (p *peer) begin(_ string, first []byte) (bool, error) {
	if !p.inline || first == nil {
		p.next = answer{more: true}
		return false, nil
	}
	p.take(first)
	p.next = p.says(string(first))
	return true, nil
}

func (p *peer) respond(response []byte) error {
	p.take(response)
	p.next = p.says(string(response))
	return nil
}

func (p *peer) cancel() error {
	p.take([]byte("*"))
	p.next = answer{result: fact.AttemptUnsupported, line: "BAD cancelled", gone: p.bye}
	return nil
}

func (p *peer) answer() (answer, error) { return p.next, p.err }

var (
	yes = answer{result: fact.AttemptAccepted, line: "OK"}
	no  = answer{result: fact.AttemptRefused, line: "NO"}
)

func asks(challenge string) answer { return answer{more: true, challenge: []byte(challenge)} }

// inOrder says one thing after the other, and then hangs up.
func (p *peer) inOrder(all ...answer) *peer {
	p.says = func(string) answer {
		if len(all) == 0 {
			p.err = io.ErrUnexpectedEOF
			return answer{}
		}
		a := all[0]
		all = all[1:]
		return a
	}
	return p
}

// run tries a password or, for a mechanism that takes one, a token.
func (p *peer) run(t *testing.T, name string, c Credential, at place) (answer, error) {
	t.Helper()
	m, known := named(name)
	if !known {
		t.Fatalf("there is no %s", name)
	}
	c.Token = m.Token
	client, err := m.client(c, at)
	if err != nil {
		return answer{result: fact.AttemptUnsupported, line: err.Error()}, nil
	}
	return (&exchange{mechanism: m, client: client, carry: p}).run()
}

func anna(secret string) Credential {
	return Credential{Username: "anna", Secret: fact.NewSecret(secret)}
}

// scramPeer is a server that knows anna's password by its salted hash.
func scramPeer(t *testing.T, hash scram.HashGeneratorFcn, password string, iterations int, binding scram.ChannelBinding) *peer {
	t.Helper()
	keeper, err := hash.NewClientUnprepped("anna", password, "")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := keeper.GetStoredCredentialsWithError(scram.KeyFactors{Salt: "salt", Iters: iterations})
	if err != nil {
		t.Fatal(err)
	}
	server, err := hash.NewServer(func(user string) (scram.StoredCredentials, error) {
		if user != "anna" {
			return scram.StoredCredentials{}, errors.New("who?")
		}
		return stored, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	talk := server.NewConversation()
	if binding.IsSupported() {
		talk = server.NewConversationWithChannelBinding(binding)
	}
	return &peer{inline: true, says: func(response string) answer {
		if talk.Done() {
			if talk.Valid() {
				return yes
			}
			return no
		}
		said, err := talk.Step(response)
		if err != nil && said == "" {
			return no
		}
		return asks(said)
	}}
}

func TestSCRAM(t *testing.T) {
	overTLS := place{tls: &tls.ConnectionState{Version: tls.VersionTLS13}}
	unique := place{tls: &tls.ConnectionState{Version: tls.VersionTLS12, TLSUnique: []byte("finished")}}
	bound := scram.NewTLSUniqueBinding([]byte("finished"))
	for _, tt := range []struct {
		name, mechanism string
		kept, typed     string
		iterations      int
		binding         scram.ChannelBinding
		at              place
		want            fact.AttemptResult
		line            string // of the answer or what was told before it
		withoutOurProof bool
	}{
		{"right", "SCRAM-SHA-256", "secret", "secret", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
		{"right, SHA-1", "SCRAM-SHA-1", "secret", "secret", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
		{"wrong", "SCRAM-SHA-256", "secret", "wrong", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptRefused, "e=", false},
		{"bound", "SCRAM-SHA-256-PLUS", "secret", "secret", 4096, bound, unique, fact.AttemptAccepted, "", false},
		{"bound, SHA-1", "SCRAM-SHA-1-PLUS", "secret", "secret", 4096, bound, unique, fact.AttemptAccepted, "", false},
		{"bound to another connection", "SCRAM-SHA-256-PLUS", "secret", "secret", 4096, scram.NewTLSUniqueBinding([]byte("other")), unique, fact.AttemptRefused, "e=channel-bindings-dont-match", false},
		{"nothing to bind to", "SCRAM-SHA-256-PLUS", "secret", "secret", 4096, bound, place{}, fact.AttemptUnsupported, "no channel binding", true},
		{"Cyrus and TLS 1.3", "SCRAM-SHA-256-PLUS", "secret", "secret", 4096, bound,
			place{tls: overTLS.tls, greeting: "* OK in1 Cyrus IMAP 3.6.1 server ready"}, fact.AttemptUnsupported, "no channel binding", true},
		{"not offered, though it could be bound", "SCRAM-SHA-256", "secret", "secret", 4096, bound, unique, fact.AttemptAccepted, "", false},
		{"few iterations inside TLS", "SCRAM-SHA-256", "secret", "secret", 1000, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
		{"few iterations in the clear", "SCRAM-SHA-256", "secret", "secret", 1000, scram.ChannelBinding{}, place{}, fact.AttemptUnsupported, "1000 iterations", true},
		{"enough iterations in the clear", "SCRAM-SHA-256", "secret", "secret", 4096, scram.ChannelBinding{}, place{}, fact.AttemptAccepted, "", false},
		{"umlauts", "SCRAM-SHA-256", "pässwörd", "pässwörd", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
		{"prepared", "SCRAM-SHA-256", "a b", "a\u00a0b\u00ad", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
		{"younger than SASLprep", "SCRAM-SHA-256", "pass🔑", "pass🔑", 4096, scram.ChannelBinding{}, overTLS, fact.AttemptAccepted, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := scramPeer(t, map[bool]scram.HashGeneratorFcn{true: scram.SHA1, false: scram.SHA256}[strings.Contains(tt.mechanism, "SHA-1")],
				tt.kept, tt.iterations, tt.binding)
			a, err := p.run(t, tt.mechanism, anna(tt.typed), tt.at)
			said := a.line + "\n" + strings.Join(a.earlier, "\n")
			if err != nil || a.result != tt.want || !strings.Contains(said, tt.line) {
				t.Errorf("%s %q, %v; want %s %q", a.result, said, err, tt.want, tt.line)
			}
			if proof := strings.Contains(strings.Join(p.heard, "\n"), ",p="); proof == tt.withoutOurProof {
				t.Errorf("the proof was sent: %t: %q", proof, p.heard)
			}
		})
	}
}

// A server that only pretends to know the password, or asks for too much.
func TestHostileSCRAM(t *testing.T) {
	at := place{tls: &tls.ConnectionState{Version: tls.VersionTLS13}}
	first := func(p *peer, rest string) answer {
		_, nonce, _ := strings.Cut(p.heard[0], ",r=")
		return asks("r=" + nonce + rest)
	}
	for _, tt := range []struct {
		name  string
		says  func(p *peer, step int) answer
		want  fact.AttemptResult
		proof bool
	}{
		{"a yes at once", func(*peer, int) answer { return yes }, fact.AttemptUnanswered, false},
		{"a yes without a signature", func(p *peer, step int) answer {
			return []answer{first(p, "own,s=c2FsdA==,i=4096"), yes}[step]
		}, fact.AttemptUnproven, true},
		{"a wrong signature", func(p *peer, step int) answer {
			return []answer{first(p, "own,s=c2FsdA==,i=4096"), asks("v=AAAA")}[step]
		}, fact.AttemptUnproven, true},
		{"no signature at all", func(p *peer, step int) answer {
			return []answer{first(p, "own,s=c2FsdA==,i=4096"), asks("")}[step]
		}, fact.AttemptUnproven, true},
		{"an error, and a yes all the same", func(p *peer, step int) answer {
			return []answer{first(p, "own,s=c2FsdA==,i=4096"), asks("e=other-error"), yes}[step]
		}, fact.AttemptUnproven, true},
		{"two errors", func(*peer, int) answer { return asks("e=unknown-user") }, fact.AttemptUnproven, false},
		{"a billion iterations", func(p *peer, _ int) answer { return first(p, "own,s=c2FsdA==,i=1000000000") }, fact.AttemptUnsupported, false},
		{"more than there are numbers", func(p *peer, _ int) answer {
			return first(p, "own,s=c2FsdA==,i=99999999999999999999")
		}, fact.AttemptUnsupported, false},
		{"no iterations", func(p *peer, _ int) answer { return first(p, "own,s=c2FsdA==,i=0") }, fact.AttemptUnsupported, false},
		{"less than none", func(p *peer, _ int) answer { return first(p, "own,s=c2FsdA==,i=-5") }, fact.AttemptUnsupported, false},
		{"no count", func(p *peer, _ int) answer { return first(p, "own,s=c2FsdA==") }, fact.AttemptUnsupported, false},
		{"another's nonce", func(*peer, int) answer { return asks("r=else,s=c2FsdA==,i=4096") }, fact.AttemptUnsupported, false},
		{"an extension", func(*peer, int) answer { return asks("m=x,r=a,s=c2FsdA==,i=4096") }, fact.AttemptUnsupported, false},
		{"nothing", func(*peer, int) answer { return asks("") }, fact.AttemptUnsupported, false},
		{"rubbish", func(*peer, int) answer { return asks("\x00\xff,,,") }, fact.AttemptUnsupported, false},
		{"rubbish, and gone", func(p *peer, _ int) answer {
			p.bye = true
			return asks("rubbish")
		}, fact.AttemptUnanswered, false},
		{"a refusal of the user", func(*peer, int) answer { return no }, fact.AttemptRefused, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &peer{inline: true}
			step := 0
			p.says = func(string) answer {
				step++
				return tt.says(p, step-1)
			}
			a, err := p.run(t, "SCRAM-SHA-256", anna("secret"), at)
			if (err != nil) != (tt.name == "a yes at once") || a.result != tt.want {
				t.Errorf("%s %q %q, %v; want %s", a.result, a.line, a.earlier, err, tt.want)
			}
			if proof := strings.Contains(strings.Join(p.heard, "\n"), ",p="); proof != tt.proof {
				t.Errorf("the proof was sent: %t", proof)
			}
		})
	}
}

// What goes over the wire in the mechanisms that have no library.
func TestMessages(t *testing.T) {
	at := place{host: "in1.d.example", port: 993, stamp: "<1896.697170952@dbc.mtview.ca.us>"}
	tokenError := `{"status":"401","schemes":"bearer"}`
	for _, tt := range []struct {
		name, mechanism string
		user, secret    string
		peer            *peer
		want            fact.AttemptResult
		heard           string // messages of ours, by |
		earlier         string
	}{
		{"an empty challenge", "CRAM-MD5", "tim", "tanstaaftanstaaf",
			(&peer{}).inOrder(yes), fact.AttemptUnsupported, "*", ""},
		{"RFC 1939's example", "APOP", "mrose", "tanstaaf",
			(&peer{inline: true}).inOrder(yes), fact.AttemptAccepted, "mrose c4c9334bac560ecc979e58001b3e22fb", ""},
		{"a name with a space", "APOP", "m rose", "tanstaaf", (&peer{inline: true}).inOrder(yes), fact.AttemptUnsupported, "", ""},
		{"RFC 7628's form", "OAUTHBEARER", "an=na,b", "tok.en", (&peer{inline: true}).inOrder(yes), fact.AttemptAccepted,
			"n,a=an=3Dna=2Cb,\x01host=in1.d.example\x01port=993\x01auth=Bearer tok.en\x01\x01", ""},
		{"Google's form", "XOAUTH2", "anna", "tok.en", (&peer{inline: true}).inOrder(yes), fact.AttemptAccepted,
			"user=anna\x01auth=Bearer tok.en\x01\x01", ""},
		{"not inline", "XOAUTH2", "anna", "tok.en", (&peer{}).inOrder(yes), fact.AttemptAccepted,
			"user=anna\x01auth=Bearer tok.en\x01\x01", ""},
		{"a bad token", "OAUTHBEARER", "a", "t", (&peer{inline: true}).inOrder(asks(tokenError), no), fact.AttemptRefused,
			"n,a=a,\x01host=in1.d.example\x01port=993\x01auth=Bearer t\x01\x01|\x01", tokenError},
		{"a bad token at Google", "XOAUTH2", "a", "t", (&peer{inline: true}).inOrder(asks(tokenError), no), fact.AttemptRefused,
			"user=a\x01auth=Bearer t\x01\x01|", tokenError},
		{"one error after the other", "XOAUTH2", "a", "t", (&peer{inline: true}).inOrder(asks(tokenError), asks(tokenError)), fact.AttemptUnproven,
			"user=a\x01auth=Bearer t\x01\x01||*", tokenError + "|" + tokenError},
		{"a token with a control character", "XOAUTH2", "a", "t\x01auth=x", (&peer{inline: true}).inOrder(yes), fact.AttemptUnsupported, "", ""},
		{"a server that hangs up", "XOAUTH2", "a", "t", (&peer{inline: true}).inOrder(), fact.AttemptUnanswered, "user=a\x01auth=Bearer t\x01\x01", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, _ := tt.peer.run(t, tt.mechanism, Credential{Username: tt.user, Secret: fact.NewSecret(tt.secret)}, at)
			if a.result != tt.want || strings.Join(a.earlier, "|") != tt.earlier {
				t.Errorf("%s %q %q, want %s %q", a.result, a.line, a.earlier, tt.want, tt.earlier)
			}
			if got := strings.Join(tt.peer.heard, "|"); got != tt.heard {
				t.Errorf("the server heard %q, want %q", got, tt.heard)
			}
		})
	}
}

// RFC 2195, section 2.
func TestCRAM(t *testing.T) {
	x, err := newCRAM(Credential{Username: "tim", Secret: fact.NewSecret("tanstaaftanstaaf")}, place{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := x.Next([]byte("<1896.697170952@postoffice.reston.mci.net>"))
	if want := "tim b913a602c7eda7a495b4e6e7334d3890"; err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	if _, err := x.Next([]byte("again")); err == nil {
		t.Error("a second challenge is answered")
	}
}

func TestTimestamp(t *testing.T) {
	for greeting, want := range map[string]string{
		"+OK ready <1896.697170952@dbc.mtview.ca.us>": "<1896.697170952@dbc.mtview.ca.us>",
		"+OK <a@b> Cyrus POP3 server ready <1.2@c.d>": "<1.2@c.d>",
		"+OK ready":                           "",
		"+OK <ready>":                         "",
		"+OK <a@>":                            "",
		"+OK <@b>":                            "",
		"+OK <a@b@c>":                         "",
		"+OK <a@b":                            "",
		"+OK <a b@c>":                         "",
		"+OK <a\xffb@c>":                      "",
		"+OK <a\x01b@c>":                      "",
		"+OK <" + "\u00e4" + "nna@d.example>": "",
	} {
		if got := timestamp(greeting); got != want {
			t.Errorf("%q: %q, want %q", greeting, got, want)
		}
	}
}

// FuzzChallenge: whatever a server asks for, no exchange panics, and no proof is
// made for a server that has not taken our nonce.
func FuzzChallenge(f *testing.F) {
	f.Add("r=abc,s=c2FsdA==,i=4096")
	f.Add("e=other-error")
	f.Add("+OK ready <1896.697170952@dbc.mtview.ca.us>")
	f.Add(`{"status":"401"}`)
	f.Fuzz(func(t *testing.T, challenge string) {
		for _, used := range fact.Mechanisms() {
			m, _ := named(used.Name)
			c := anna("secret")
			c.Token = m.Token
			client, err := m.client(c, place{greeting: challenge, stamp: timestamp(challenge)})
			if err != nil {
				continue
			}
			if _, _, err := client.Start(); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
			first, err := client.Next([]byte(challenge))
			if err == nil && m.Mutual && len(first) > 0 {
				t.Errorf("%s: %q is answered with %q", m.Name, challenge, first)
			}
			_, _ = client.Next([]byte(challenge))
		}
		if stamp := timestamp(challenge); stamp != "" && !strings.Contains(challenge, stamp) {
			t.Errorf("%q has the timestamp %q", challenge, stamp)
		}
	})
}
