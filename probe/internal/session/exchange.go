package session

import (
	"fmt"

	"github.com/emersion/go-sasl"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// exchange is one SASL dialogue under way.
type exchange struct {
	mechanism mechanism
	client    sasl.Client
	carry     carrier
	// sent is how many messages of ours have gone.
	sent int
	// heard are challenges that tell why a refusal follows.
	heard []string
}

// run goes through the exchange to its end. The result is set whatever the
// error: once a message has left, silence counts as unanswered.
func (x *exchange) run() (answer, error) {
	_, first, err := x.client.Start()
	if err != nil {
		return answer{result: fact.AttemptUnsupported, line: err.Error()}, nil
	}
	went, err := x.carry.begin(x.mechanism.Name, first)
	switch {
	case went && first == nil:
		x.sent = x.mechanism.harmless + 1 // a command of its own, which holds all
	case went:
		x.sent = 1
	}
	for err == nil {
		var a answer
		if a, err = x.carry.answer(); err != nil {
			break
		}
		if !a.more {
			return x.end(a)
		}
		x.hear(a.challenge)
		response := first
		if x.sent > 0 || first == nil {
			if response, err = x.client.Next(a.challenge); err != nil {
				return x.breakOff(err)
			}
		}
		x.sent++
		err = x.carry.respond(response)
	}
	return x.unanswered(), err
}

// unanswered is an exchange that has no end.
func (x *exchange) unanswered() answer {
	if x.sent == 0 {
		return answer{result: fact.AttemptUnsent}
	}
	return answer{result: fact.AttemptUnanswered}
}

// hear keeps what a server says of a token or a proof. Other challenges ask, and
// tell nothing.
func (x *exchange) hear(challenge []byte) {
	says := x.mechanism.Token && len(challenge) > 0 || len(challenge) > 2 && string(challenge[:2]) == "e="
	if says && len(x.heard) < maxHeard {
		x.heard = append(x.heard, string(challenge))
	}
}

// maxHeard bounds the challenges that are kept; real servers send one.
const maxHeard = 3

// end is what the server's last word comes to.
func (x *exchange) end(a answer) (answer, error) {
	a.earlier = append(a.earlier, x.heard...)
	mutual, ok := x.client.(interface{ verified() bool })
	switch {
	case x.sent == 0 && a.gone && a.result == fact.AttemptRefused:
		a.result = fact.AttemptUnsent
	case x.sent == 0 && a.result == fact.AttemptRefused:
		// Nobody has seen the credential, so nobody has judged it.
		a.result = fact.AttemptUnsupported
	case a.result == fact.AttemptAccepted && x.sent <= x.mechanism.harmless:
		return x.unanswered(), garbled(a.line) // whatever was accepted is not ours
	case a.result == fact.AttemptAccepted && ok && !mutual.verified():
		a.earlier = append(a.earlier, a.line)
		a.result, a.line = fact.AttemptUnproven, "the server has not shown that it knows the password"
	}
	return a, nil
}

// breakOff ends an exchange in which the server asks for what the mechanism does
// not have. As long as the credential has not left, the next mechanism may be
// tried; after that, the answer is waited for, but whatever it is, it proves
// nothing.
func (x *exchange) breakOff(cause error) (answer, error) {
	a := answer{
		result:  fact.AttemptUnproven,
		line:    fmt.Sprintf("the server's challenge is not %s's: %v", x.mechanism.Name, cause),
		earlier: x.heard,
	}
	if x.sent <= x.mechanism.harmless {
		a.result = fact.AttemptUnsupported
	}
	for range maxHeard {
		if err := x.carry.cancel(); err != nil {
			return a, fmt.Errorf("%s: %w", a.line, err)
		}
		said, err := x.carry.answer()
		switch {
		case err != nil:
			return a, fmt.Errorf("%s: %w", a.line, err)
		case said.gone && a.result == fact.AttemptUnsupported:
			a.result = x.unanswered().result
			return a, nil
		case !said.more:
			return a, nil
		}
	}
	return a, garbled(a.line) // it will not be stopped
}
