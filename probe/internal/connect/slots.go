package connect

import (
	"context"
	"net/netip"
	"sync"
)

// acquireFunc waits for the right to connect to a target, which is held until
// release is called.
type acquireFunc func(ctx context.Context, target netip.AddrPort) (release func(), err error)

// acquireNothing is the acquireFunc for servers that take any number of connections.
func acquireNothing(context.Context, netip.AddrPort) (release func(), err error) {
	return func() {}, nil
}

// slots are the addresses and ports that are connected to; each takes one connection
// at a time (safety rule 5). The zero value is ready.
type slots struct {
	mu   sync.Mutex
	busy map[netip.AddrPort]chan struct{}
}

// acquire waits until there is no other connection to the target.
func (d *slots) acquire(ctx context.Context, target netip.AddrPort) (release func(), err error) {
	for {
		d.mu.Lock()
		free, taken := d.busy[target]
		if !taken {
			if d.busy == nil {
				d.busy = map[netip.AddrPort]chan struct{}{}
			}
			free = make(chan struct{})
			d.busy[target] = free
			d.mu.Unlock()
			return func() {
				d.mu.Lock()
				delete(d.busy, target)
				d.mu.Unlock()
				close(free)
			}, nil
		}
		d.mu.Unlock()
		select {
		case <-free:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
