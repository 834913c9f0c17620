package dns

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// sends answers with raw packets made from a sound reply.
func sends(raw func(sound *dns.Msg) [][]byte) handler {
	return func(q *dns.Msg, _ string) (time.Duration, [][]byte) {
		return 0, raw(answerTo(q, record))
	}
}

// changed answers with the record, and a change in the message.
func changed(change func(m *dns.Msg)) handler { return says(record, change) }

// overTCP answers so over TCP, and with a truncated reply over UDP.
func overTCP(h handler) handler {
	return func(q *dns.Msg, network string) (time.Duration, [][]byte) {
		if network == "udp" {
			return says("", func(m *dns.Msg) { m.Truncated = true })(q, network)
		}
		return h(q, network)
	}
}

// compressionLoop is a reply whose record has itself for a name.
func compressionLoop(sound *dns.Msg) [][]byte {
	sound.Answer = nil
	b := packed(sound)
	b[7] = 1 // one answer
	at := len(b)
	return [][]byte{append(b, 0xc0|byte(at>>8), byte(at), 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 1)}
}

// TestReplies: what comes back is held against the question, and what nobody can
// read is a failure of the server. A packet that is not for us is passed over.
func TestReplies(t *testing.T) {
	otherID := func(m *dns.Msg) { m.Id++ }
	cut := func(sound *dns.Msg) [][]byte { b := packed(sound); return [][]byte{b[:len(b)-5]} }
	tests := []struct {
		name    string
		udp     handler // of a server that is asked by UDP first
		fault   fact.LookupFault
		detail  string
		records int
		took    time.Duration
	}{
		{name: "sound", udp: says(record), records: 1, took: rtt},
		{name: "another name", udp: changed(func(m *dns.Msg) { m.Question[0].Name = "evil.example." }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "another type", udp: changed(func(m *dns.Msg) { m.Question[0].Qtype = dns.TypeMX }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "another class", udp: changed(func(m *dns.Msg) { m.Question[0].Qclass = dns.ClassCHAOS }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "our own question", udp: changed(func(m *dns.Msg) { m.Response = false }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "no question", udp: changed(func(m *dns.Msg) { m.Question = nil }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "two questions", udp: changed(func(m *dns.Msg) { m.Question = append(m.Question, m.Question[0]) }),
			fault: fact.LookupServFail, detail: "another question", took: rtt},
		{name: "no question, but a refusal", udp: says("", rcode(dns.RcodeRefused), func(m *dns.Msg) { m.Question = nil }),
			fault: fact.LookupServFail, detail: "REFUSED", took: rtt},
		{name: "the name in capitals", udp: changed(func(m *dns.Msg) { m.Question[0].Name = "MX.EXAMPLE." }),
			records: 1, took: rtt},
		{name: "another name's records", udp: says("evil.example A 192.0.2.66"),
			fault: fact.LookupNoData, took: rtt},
		{name: "another class of record", udp: says("mx.example CH A 192.0.2.66"), fault: fact.LookupNoData, took: rtt},
		{name: "another id", udp: changed(otherID), fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "forged ones before ours", records: 1, took: rtt, udp: sends(func(m *dns.Msg) [][]byte {
			forged := m.Copy()
			forged.Id++
			forged.Answer = parsed("mx.example A 192.0.2.66\nmx.example A 192.0.2.67")
			broken := packed(forged)
			return [][]byte{{}, {1, 2, 3}, packed(forged), broken[:len(broken)-3], packed(m)}
		})},
		{name: "cut off", udp: sends(cut), fault: fact.LookupServFail, detail: "overflow", took: rtt},
		{name: "cut off and marked so", records: 1, took: 3 * rtt, udp: func(q *dns.Msg, network string) (time.Duration, [][]byte) {
			if network == "tcp" {
				return says(record)(q, network)
			}
			m := answerTo(q, record)
			m.Truncated = true
			return 0, cut(m)
		}},
		{name: "a compression loop", udp: sends(compressionLoop), fault: fact.LookupServFail, detail: "compression pointer", took: rtt},
		{name: "a head that promises more", udp: sends(func(m *dns.Msg) [][]byte {
			b := packed(m)
			b[6], b[7] = 0xff, 0xff // 65535 answers
			return [][]byte{b}
		}), records: 1, took: rtt},
		{name: "a short packet only", udp: sends(func(*dns.Msg) [][]byte { return [][]byte{{1}} }),
			fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "no data in the record", udp: sends(func(m *dns.Msg) [][]byte {
			b := packed(m)
			b[len(b)-5] = 0 // its length; what follows is extra
			return [][]byte{b[:len(b)-4]}
		}), records: 1, took: rtt},

		{name: "TCP: sound", udp: overTCP(says(record)), records: 1, took: 3 * rtt},
		{name: "TCP: truncated again", udp: says(record, func(m *dns.Msg) { m.Truncated = true }), records: 1, took: 3 * rtt},
		{name: "TCP: another id", udp: overTCP(changed(otherID)), fault: fact.LookupServFail, detail: "id mismatch", took: 3 * rtt},
		{name: "TCP: cut off", udp: overTCP(sends(cut)), fault: fact.LookupServFail, detail: "overflow", took: 3 * rtt},
		{name: "TCP: short", udp: overTCP(sends(func(*dns.Msg) [][]byte { return [][]byte{{1}} })),
			fault: fact.LookupServFail, detail: "short read", took: 3 * rtt},
		{name: "TCP: silent", udp: overTCP(silent), fault: fact.LookupDNSTimeout, took: defaultTimeout},
		{name: "TCP: 500 records", udp: overTCP(says(many(500))), records: 500, took: 3 * rtt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				n := network(t)
				serve(t, n, "192.0.2.1:53", tt.udp)
				r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
				start := time.Now()
				answer, err := ask(r, "mx.example", dns.TypeA)
				wantFault(t, err, tt.fault)
				wantTook(t, start, tt.took)
				if len(answer.Records) != tt.records {
					t.Errorf("%d records, want %d", len(answer.Records), tt.records)
				}
				if !strings.Contains(fmt.Sprint(err), tt.detail) {
					t.Errorf("error %q, want one with %q", err, tt.detail)
				}
			})
		})
	}
}

// TestTruncatedWithoutTCP: the server answered, so the network is not to blame.
func TestTruncatedWithoutTCP(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, r := world(t, "big.example TXT "+strings.Repeat(`"`+strings.Repeat("x", 200)+`" `, 20))
		answer, err := ask(r, "big.example", dns.TypeTXT)
		if err != nil || len(answer.Records) != 1 {
			t.Errorf("over TCP: %v, %v", answer.Records, err)
		}
		r.Dial = withoutTCP(r.Dial)
		_, err = ask(r, "big.example", dns.TypeTXT)
		wantFault(t, err, fact.LookupServFail)
		if !strings.Contains(fmt.Sprint(err), "truncated, and over TCP: connection refused") {
			t.Errorf("error %q", err)
		}
	})
}

// TestOnlyTCP: a server that was named so is never asked by UDP.
func TestOnlyTCP(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		i, r := world(t, record)
		r.Servers = []Server{server(t, "tcp://192.0.2.53")}
		start := time.Now()
		if _, err := ask(r, "mx.example", dns.TypeA); err != nil {
			t.Error(err)
		}
		wantTook(t, start, 2*rtt)
		for _, q := range i.Zone.Questions() {
			if q.Network != "tcp" {
				t.Errorf("asked by %s", q.Network)
			}
		}
	})
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "mx.example A 192.0.%d.%d\n", 2+i/256, i%256)
	}
	return b.String()
}

// TestFollow walks aliases inside one reply.
func TestFollow(t *testing.T) {
	chain := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a%d.example CNAME a%d.example\n", i, i+1)
		}
		return b.String() + fmt.Sprintf("a%d.example A 192.0.2.1\n", n)
	}
	tests := []struct {
		name    string
		answer  string
		alias   string
		records int
		err     bool
	}{
		{name: "records", answer: "a0.example A 192.0.2.1\na0.example A 192.0.2.2", alias: "a0.example", records: 2},
		{name: "nothing", alias: "a0.example"},
		{name: "one alias", answer: chain(1), alias: "a1.example", records: 1},
		{name: "nine aliases", answer: chain(9), alias: "a9.example", records: 1},
		{name: "ten aliases", answer: chain(10), err: true},
		{name: "in any order", answer: "a1.example A 192.0.2.1\na0.example CNAME a1.example", alias: "a1.example", records: 1},
		{name: "in any case", answer: "A0.Example CNAME A1.Example\na1.EXAMPLE A 192.0.2.1", alias: "a1.example", records: 1},
		{name: "alias only", answer: "a0.example CNAME a1.example", alias: "a1.example"},
		{name: "to itself", answer: "a0.example CNAME a0.example", err: true},
		{name: "in a circle", answer: "a0.example CNAME a1.example\na1.example CNAME a0.example", err: true},
		{name: "records beside an alias", answer: "a0.example A 192.0.2.1\na0.example CNAME a1.example", alias: "a0.example", records: 1},
		{name: "not ours", answer: "b.example CNAME a1.example\na1.example A 192.0.2.1", alias: "a0.example"},
		{name: "to the root", answer: "a0.example CNAME .", alias: "a0.example"},
		{name: "another class", answer: "a0.example CH CNAME a1.example\na1.example A 192.0.2.1", alias: "a0.example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			aliases, records, err := followAliases(&dns.Msg{Answer: parsed(tt.answer)}, "a0.example", dns.TypeA)
			answer := Answer{Name: "a0.example", Aliases: aliases}
			if alias := answer.holder(); err == nil && alias != tt.alias || len(records) != tt.records || (err != nil) != tt.err {
				t.Errorf("%q, %d records, %v", aliases, len(records), err)
			}
		})
	}
}

// TestAliasesOneByOne: a server that names one alias at a time is asked on, but
// not for ever.
func TestAliasesOneByOne(t *testing.T) {
	tests := []struct {
		aliases int
		fault   fact.LookupFault
		asked   int
	}{
		{0, "", 1},
		{3, "", 4},
		{maxAliases - 1, "", maxAliases},
		{maxAliases, fact.LookupServFail, maxAliases},
	}
	for _, tt := range tests {
		inBubble(t, func(t *testing.T) {
			n := network(t)
			asked := 0
			serve(t, n, "192.0.2.1:53", func(q *dns.Msg, network string) (time.Duration, [][]byte) {
				name := q.Question[0].Name
				reply := name + " A 192.0.2.1"
				if asked < tt.aliases {
					reply = fmt.Sprintf("%s CNAME a%d.example", name, asked)
				}
				asked++
				return says(reply)(q, network)
			})
			r := &Resolver{Servers: []Server{server(t, "192.0.2.1")}, Dial: n.DialContext}
			start := time.Now()
			_, err := ask(r, "mx.example", dns.TypeA)
			wantFault(t, err, tt.fault)
			wantTook(t, start, time.Duration(tt.asked)*rtt)
			if asked != tt.asked {
				t.Errorf("%d aliases: asked %d times, want %d", tt.aliases, asked, tt.asked)
			}
		})
	}
}
