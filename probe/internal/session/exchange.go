package session

import (
	"fmt"

	"github.com/emersion/go-sasl"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// exchange is one SASL exchange.
type exchange struct {
	mechanism mechanism
	client    sasl.Client
	transport saslTransport
	// sent is how many messages we have sent.
	sent int
	// serverErrors are challenges that say why a refusal follows.
	serverErrors []string
}

// run runs the exchange to its end. The result is set whatever the error: once a
// message was sent, silence counts as unanswered.
func (x *exchange) run() (answer, error) {
	_, first, err := x.client.Start()
	if err != nil {
		return answer{result: fact.AttemptUnsupported, line: err.Error()}, nil
	}
	went, err := x.transport.begin(x.mechanism.Name, first)
	switch {
	case went && first == nil:
		x.sent = x.mechanism.harmless + 1 // a command of its own, which holds all
	case went:
		x.sent = 1
	}
	for err == nil {
		var a answer
		if a, err = x.transport.answer(); err != nil {
			break
		}
		if !a.more {
			return x.end(a)
		}
		x.keep(a.challenge)
		response := first
		if x.sent > 0 || first == nil {
			if response, err = x.client.Next(a.challenge); err != nil {
				return x.breakOff(err)
			}
		}
		x.sent++
		err = x.transport.respond(response)
	}
	return x.unanswered(), err
}

// unanswered returns the answer of an exchange that did not come to its end.
func (x *exchange) unanswered() answer {
	if x.sent == 0 {
		return answer{result: fact.AttemptUnsent}
	}
	return answer{result: fact.AttemptUnanswered}
}

// keep records a challenge that holds an error about a token or a proof. Other
// challenges hold nothing of interest.
func (x *exchange) keep(challenge []byte) {
	says := x.mechanism.Token && len(challenge) > 0 || len(challenge) > 2 && string(challenge[:2]) == "e="
	if says && len(x.serverErrors) < maxServerErrors {
		x.serverErrors = append(x.serverErrors, string(challenge))
	}
}

// maxServerErrors bounds the challenges that are kept; real servers send one.
const maxServerErrors = 3

// end returns what the server's final answer means.
func (x *exchange) end(a answer) (answer, error) {
	a.earlier = append(a.earlier, x.serverErrors...)
	mutual, ok := x.client.(interface{ verified() bool })
	switch {
	case x.sent == 0 && a.closing && a.result == fact.AttemptRefused:
		a.result = fact.AttemptUnsent
	case x.sent == 0 && a.result == fact.AttemptRefused:
		// The server has not seen the credential, so it cannot have judged it.
		a.result = fact.AttemptUnsupported
	case a.result == fact.AttemptAccepted && x.sent <= x.mechanism.harmless:
		return x.unanswered(), malformed(a.line) // whatever it accepted is not our credential
	case a.result == fact.AttemptAccepted && ok && !mutual.verified():
		a.earlier = append(a.earlier, a.line)
		a.result, a.line = fact.AttemptUnproven, "the server has not shown that it knows the password"
	}
	return a, nil
}

// breakOff ends an exchange in which the server asks for something that is not part
// of the mechanism. If the credential has not been sent, the next mechanism may be
// tried; otherwise the answer is waited for, but whatever it is, it proves nothing.
func (x *exchange) breakOff(cause error) (answer, error) {
	a := answer{
		result:  fact.AttemptUnproven,
		line:    fmt.Sprintf("the server's challenge is not %s's: %v", x.mechanism.Name, cause),
		earlier: x.serverErrors,
	}
	if x.sent <= x.mechanism.harmless {
		a.result = fact.AttemptUnsupported
	}
	for range maxServerErrors {
		if err := x.transport.cancel(); err != nil {
			return a, fmt.Errorf("%s: %w", a.line, err)
		}
		said, err := x.transport.answer()
		switch {
		case err != nil:
			return a, fmt.Errorf("%s: %w", a.line, err)
		case said.closing && a.result == fact.AttemptUnsupported:
			a.result = x.unanswered().result
			return a, nil
		case !said.more:
			return a, nil
		}
	}
	return a, malformed(a.line) // it will not be stopped
}
