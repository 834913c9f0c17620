package probetest

import (
	"fmt"
	"net/netip"
	"time"
)

// Server describes a mail server.
type Server struct {
	// Names are its host names; the first is what it calls itself. A name may be
	// a wildcard (*.hoster.example). The names get address records in the zone.
	Names []string
	// IPs are its addresses; without any, a fresh IPv4 address.
	IPs []netip.Addr
	// Cert is its certificate; nil stands for a good one.
	Cert *Cert
	// Users are the accepted user names with their passwords. The names count as
	// they are: a server that wants the full address has "anna@srv.example", one
	// that wants the local part has "anna", one that takes either has both.
	Users map[string]string
	// LoginDelay comes before the answer to every credential.
	LoginDelay time.Duration
	// Services are its ports.
	Services []Service
}

// Serve starts a mail server. It stands until the internet closes.
func (i *Internet) Serve(s Server) error {
	if len(s.Names) == 0 {
		return fmt.Errorf("probetest: a server needs a name")
	}
	cert, err := i.issueFor(s.Cert, s.Names)
	if err != nil {
		return err
	}
	ips, err := i.addresses(s.Names, s.IPs)
	if err != nil {
		return err
	}
	mailboxes, err := newMailboxes(s.Users)
	if err != nil {
		return err
	}
	host := &mailHost{
		name: s.Names[0], cert: cert, authority: i.Authority,
		users: s.Users, loginDelay: s.LoginDelay, mailboxes: mailboxes,
	}
	for _, described := range s.Services {
		service, err := described.parse()
		if err != nil {
			return fmt.Errorf("probetest: %s: %w", host.name, err)
		}
		for _, ip := range ips {
			if err := i.listenMail(host, service, netip.AddrPortFrom(ip, service.port)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *Internet) listenMail(host *mailHost, service *service, addr netip.AddrPort) error {
	listener, err := i.Network.listen(addr, i.Log, Connection{Server: host.name, Protocol: service.protocol})
	if err != nil {
		return err
	}
	i.running.Go(func() {
		for met := service; ; met = met.next() {
			c, err := listener.Accept()
			if err != nil {
				return // the network has closed
			}
			i.running.Go(func() { newSession(i.ctx, host, met, c.(*conn)).serve() })
		}
	})
	return nil
}
