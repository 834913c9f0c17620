package discover

import (
	"context"
	"errors"
	"net"
	"slices"
	"strconv"

	"github.com/mailprobe/mailprobe/probe/autoconfig"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// published is what one file names, with the file.
type published struct {
	servers  []fact.Candidate
	services []fact.Service
	file     *fetched
}

// setRank sets how far all servers are trusted.
func (p published) setRank(rank fact.Rank, origin fact.Origin) {
	for i := range p.servers {
		p.servers[i].Rank, p.servers[i].Origin = rank, origin
	}
}

// setPriority sets the priority of the file among those of the source.
func (p published) setPriority(priority int) {
	for i := range p.servers {
		p.servers[i].Priority = priority
	}
}

// setWay sets how the file was reached: by the given records, and then by the
// redirects of its web servers.
func (p published) setWay(by ...string) {
	if p.file != nil {
		by = append(by, p.file.Chain...)
	}
	if len(by) < 2 {
		return // it was where it was looked for
	}
	for i := range p.servers {
		p.servers[i].Way = by
	}
}

// add reports what a file names.
func (o *Sink) add(p published) {
	o.Candidates(p.servers...)
	o.Services(p.services...)
}

// readAutoconfig fetches and reads one autoconfig file, and records the look-up.
func readAutoconfig(ctx context.Context, env *Env, sink *Sink, place string) published {
	found := fetchAutoconfig(ctx, env, place)
	sink.Lookup(found.file.Lookup)
	return found
}

// tooManyServers is added to the result of a look-up whose file names more servers
// than are kept.
const tooManyServers = "; it names more servers than are looked at"

func namesTooMany(notes []fact.Note) bool {
	return slices.ContainsFunc(notes, func(n fact.Note) bool { return n.Rule == fact.FileTooManyServers })
}

func fetchAutoconfig(ctx context.Context, env *Env, place string) published {
	file := env.Web.get(ctx, place)
	if file.Lookup.Fault != "" {
		return published{file: file}
	}
	config, err := autoconfig.Parse(file.Body)
	var refused *fact.FileError
	if errors.As(err, &refused) {
		file.Lookup.Notes = refused.Notes
		file.refuse(refused.Fault, err.Error())
		return published{file: file}
	}
	file.Lookup.Notes = autoconfig.Check(config, env.Address.Domain)
	if namesTooMany(config.Notes) {
		file.Lookup.Result += tooManyServers
	}
	found := fromAutoconfig(config.Resolve(env.Address, ""), place)
	found.file = file
	found.setWay()
	switch {
	case len(found.servers) == 0 && proprietary(config):
		file.refuse(fact.LookupProprietary, "it names Exchange only")
	case len(found.servers) == 0:
		file.refuse(fact.LookupInvalid, "it names no IMAP, POP3 or SMTP server")
	case !file.Secure:
		file.Lookup.Fault = fact.LookupInsecure
	}
	return found
}

// fromAutoconfig returns the servers of a file.
func fromAutoconfig(config *autoconfig.Config, place string) published {
	var found published
	for _, servers := range [][]autoconfig.Server{config.Incoming, config.Outgoing, config.Other} {
		for _, s := range servers {
			e, ok := s.Endpoint()
			if !ok {
				found.services = append(found.services, serviceOf(s, place))
				continue
			}
			found.servers = append(found.servers, fact.Candidate{
				Endpoint:   e,
				Place:      place,
				Order:      len(found.servers),
				Username:   s.Username,
				Mechanisms: s.Mechanisms(),
				TokenOnly:  s.TokenOnly(),
			})
		}
	}
	return found
}

func serviceOf(s autoconfig.Server, place string) fact.Service {
	where := s.URL
	if where == "" {
		where = net.JoinHostPort(s.Hostname, strconv.Itoa(int(s.Port)))
	}
	return fact.Service{Kind: s.Type, Where: where, Place: place}
}

// proprietary reports whether a file names servers of Microsoft's own protocols.
func proprietary(config *autoconfig.Config) bool {
	for _, s := range config.Incoming {
		if s.Proprietary() {
			return true
		}
	}
	return false
}
