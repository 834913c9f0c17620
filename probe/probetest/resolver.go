package probetest

import (
	"context"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"
)

// Where the resolver answers, by UDP and TCP.
const (
	resolverIPv4 = "192.0.2.53:53"
	resolverIPv6 = "[2001:db8::53]:53"
)

// maxUDP is the largest datagram that the resolver takes or sends, in bytes: what
// DNS Flag Day 2020 made the custom.
const maxUDP = 1232

// serverIdle is how long the server waits for a further question on a stream.
// Datagrams have no such limit, but the library wants one.
const serverIdle = time.Hour

// serveDNS answers from the zone until the network closes.
func (i *Internet) serveDNS() error {
	for _, text := range []string{resolverIPv4, resolverIPv6} {
		addr := netip.MustParseAddrPort(text)
		about := Connection{Server: "resolver", Protocol: DNS}
		packets, err := i.Network.listenPacket(addr, i.Log, about)
		if err != nil {
			return err
		}
		streams, err := i.Network.listen(addr, i.Log, about)
		if err != nil {
			return err
		}
		for _, server := range []*dns.Server{{PacketConn: packets, UDPSize: maxUDP}, {Listener: streams}} {
			server.Handler = &resolver{zone: i.Zone, ctx: i.ctx}
			server.ReadTimeout = serverIdle
			i.running.Go(func() { _ = server.ActivateAndServe() }) // it ends with the network's error
		}
	}
	return nil
}

// resolver answers questions from a zone.
type resolver struct {
	zone *Zone
	ctx  context.Context
}

func (r *resolver) ServeDNS(w dns.ResponseWriter, query *dns.Msg) {
	network := "udp"
	if _, ok := w.RemoteAddr().(*net.TCPAddr); ok {
		network = "tcp"
	}
	reply := new(dns.Msg).SetReply(query)
	reply.RecursionAvailable = true
	if len(query.Question) != 1 {
		reply.Rcode = dns.RcodeFormatError
		_ = w.WriteMsg(reply)
		return
	}
	question := query.Question[0]
	fault := r.zone.ask(question, network)
	if fault.Silent || !sleep(r.ctx, fault.Delay) {
		return
	}
	reply.Rcode = fault.Rcode
	if fault.Rcode == dns.RcodeSuccess {
		r.fill(reply, query, question)
	}
	size := dns.MaxMsgSize
	if network == "udp" {
		size = dns.MinMsgSize
	}
	if opt := query.IsEdns0(); opt != nil {
		reply.SetEdns0(maxUDP, opt.Do())
		if network == "udp" {
			size = max(size, min(int(opt.UDPSize()), maxUDP))
		}
	}
	reply.Truncate(size)
	_ = w.WriteMsg(reply) // whoever asked may be gone
}

func (r *resolver) fill(reply, query *dns.Msg, question dns.Question) {
	a := r.zone.lookup(question)
	reply.Rcode, reply.Answer, reply.Ns = a.rcode, a.records, a.authority
	opt := query.IsEdns0()
	asked := query.AuthenticatedData || opt != nil && opt.Do()
	reply.AuthenticatedData = a.authentic && asked
}
