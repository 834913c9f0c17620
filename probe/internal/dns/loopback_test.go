package dns

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestLoopback asks over the sockets of this computer, whose errors no network
// of ours can vouch for.
func TestLoopback(t *testing.T) {
	tests := []struct {
		name string
		with handler // nil: nobody listens
		want fact.LookupFault
	}{
		{"answers", says(record), ""},
		{"answers over TCP", overTCP(says(record)), ""},
		{"fails", says("", rcode(dns.RcodeServerFailure)), fact.LookupServFail},
		{"is silent", silent, fact.LookupDNSTimeout},
		{"is silent over TCP", overTCP(silent), fact.LookupDNSTimeout},
		{"does not listen", nil, fact.LookupNoNetwork},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			packets, streams := loopback(t)
			r := &Resolver{Servers: []Server{server(t, packets.LocalAddr().String())}, Timeout: 10 * time.Second}
			if tt.want == fact.LookupDNSTimeout {
				r.Timeout = 100 * time.Millisecond
			}
			if tt.with == nil {
				packets.Close()
				streams.Close()
			} else {
				tt.with.serve(packets, streams)
			}
			answer, err := ask(r, "mx.example", dns.TypeA)
			wantFault(t, err, tt.want)
			if err == nil && len(answer.Records) != 1 {
				t.Errorf("records %v", answer.Records)
			}
		})
	}
}

// TestLoopbackCancel: a read that waits ends with the context.
func TestLoopbackCancel(t *testing.T) {
	packets, streams := loopback(t)
	overTCP(silent).serve(packets, streams)
	for _, text := range []string{packets.LocalAddr().String(), "tcp://" + packets.LocalAddr().String()} {
		r := &Resolver{Servers: []Server{server(t, text)}, Timeout: time.Minute}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, err := r.Ask(ctx, "mx.example", dns.TypeA); err != context.Canceled {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// loopback opens one port for UDP and TCP.
func loopback(t *testing.T) (net.PacketConn, net.Listener) {
	t.Helper()
	var lc net.ListenConfig
	for range 20 { // the port that is free for one may be taken for the other
		packets, err := lc.ListenPacket(t.Context(), "udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		streams, err := lc.Listen(t.Context(), "tcp", packets.LocalAddr().String())
		if err != nil {
			packets.Close()
			continue
		}
		t.Cleanup(func() {
			packets.Close()
			streams.Close()
		})
		return packets, streams
	}
	t.Fatal("no port is free for both")
	return nil, nil
}
