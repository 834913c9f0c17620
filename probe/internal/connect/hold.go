package connect

import (
	"context"
	"net/netip"
	"sync"
)

// holdFunc waits for the right to connect to a target, until release.
type holdFunc func(ctx context.Context, target netip.AddrPort) (release func(), err error)

// holdNothing is for servers that take any number of connections.
func holdNothing(context.Context, netip.AddrPort) (release func(), err error) {
	return func() {}, nil
}

// doors are the addresses and ports that somebody is connected to, of which each
// takes one connection at a time (safety rule 5). The zero value is ready.
type doors struct {
	mu   sync.Mutex
	busy map[netip.AddrPort]chan struct{}
}

// hold waits until nobody else is connected to the target.
func (d *doors) hold(ctx context.Context, target netip.AddrPort) (release func(), err error) {
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
