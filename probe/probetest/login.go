package probetest

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// login takes the credential that a command brings or begins, and answers it;
// false if the connection ends with that.
func (s *session) login(cmd command) bool {
	if s.service.tls == fact.STARTTLS && !s.inTLS {
		return s.happen("insecure", cmd)
	}
	switch cmd.words[0] {
	case "LOGIN":
		words := imapStrings(cmd.args)
		if len(words) != 2 {
			return s.happen("cancelled", cmd)
		}
		return s.judge(words[0], words[1], cmd)
	case "USER":
		s.popUser = cmd.args
		return s.write("+OK\r\n")
	case "PASS":
		return s.judge(s.popUser, cmd.args, cmd)
	}
	return s.exchange(cmd)
}

// exchange runs a SASL exchange.
func (s *session) exchange(cmd command) bool {
	mechanism, initial, hasInitial := strings.Cut(cmd.args, " ")
	mechanism = strings.ToUpper(mechanism)
	var user, password string
	exchange := s.offers(mechanism, func(u, p string) error {
		user, password = u, p
		return nil
	})
	if exchange == nil {
		return s.happen("unsupported", cmd)
	}
	var response []byte // nil: none has come
	var err error
	if hasInitial {
		if response, err = decodeResponse(initial); err != nil {
			return s.happen("cancelled", cmd)
		}
	}
	for {
		challenge, done, err := exchange.Next(response)
		if err != nil {
			return s.happen("cancelled", cmd)
		}
		if done {
			return s.judge(user, password, cmd)
		}
		prompt := "+ "
		if s.service.protocol == fact.SMTP {
			prompt = "334 "
		}
		if !s.write(prompt + base64.StdEncoding.EncodeToString(challenge) + "\r\n") {
			return false
		}
		line, err := s.readLine()
		if err != nil {
			return false
		}
		if response, err = decodeResponse(line); err != nil || line == "*" {
			return s.happen("cancelled", cmd)
		}
	}
}

// offers begins an exchange, or returns nil for a mechanism that is not offered
// or not spoken.
func (s *session) offers(mechanism string, judge func(user, password string) error) *passwordExchange {
	if !slices.Contains(s.service.mechanisms, mechanism) {
		return nil
	}
	return newExchange(mechanism, judge)
}

// decodeResponse reads a client's response; "=" stands for an empty one (RFC
// 4954, section 4). It is never nil.
func decodeResponse(text string) ([]byte, error) {
	if text == "=" {
		return []byte{}, nil
	}
	b, err := base64.StdEncoding.DecodeString(text)
	return append([]byte{}, b...), err
}

// judge answers a credential, as the script says or by the list of users.
func (s *session) judge(user, password string, cmd command) bool {
	if !sleep(s.ctx, s.host.loginDelay) {
		return false
	}
	event := "refuse"
	if s.host.admits(user, password) {
		event = "accept"
	}
	if find(s.service.script, []string{"login"}, s.inTLS, s.loggedIn) != nil {
		event = "login"
	}
	return s.happen(event, cmd)
}

// check judges a credential for a library's server.
func (s *session) check(user, password string, refusal error) error {
	if !sleep(s.ctx, s.host.loginDelay) || !s.host.admits(user, password) {
		return refusal
	}
	return nil
}
