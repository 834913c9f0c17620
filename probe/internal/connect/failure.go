package connect

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/dns"
)

// KindOf returns the kind of failure that an error of the network, of DNS or of a
// TLS handshake is; empty for nil.
func KindOf(err error) fact.FailureKind {
	var (
		certificate *certificateError
		record      tls.RecordHeaderError
		dns         *dns.Error
		proxied     *proxyFailure
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &proxied):
		return proxied.Kind
	case errors.As(err, &certificate):
		return fact.FailCertificate
	case errors.As(err, &record):
		return fact.FailNotTLS
	case errors.As(err, &dns):
		if kind, known := kindOfLookup[dns.Fault]; known {
			return kind
		}
		return fact.FailOther
	case errors.Is(err, ErrLineTooLong), errors.Is(err, errDialogueTooLong):
		return fact.FailTooLong
	case anyOf(err, refused[:]):
		return fact.FailRefused
	case anyOf(err, reset[:]):
		return fact.FailReset
	case anyOf(err, unreachable[:]):
		return fact.FailUnreachable
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return fact.FailClosed
	case isTimeout(err):
		return fact.FailTimeout
	case strings.Contains(err.Error(), "unsupported protocol version"),
		strings.Contains(err.Error(), "protocol version not supported"):
		return fact.FailVersion
	case alert(err, "remote error"):
		return fact.FailAlert
	case alert(err, "local error"), strings.HasPrefix(err.Error(), "tls: "):
		return fact.FailHandshake
	default:
		return fact.FailOther
	}
}

var kindOfLookup = map[fact.LookupFault]fact.FailureKind{
	fact.LookupNXDomain:   fact.FailNXDomain,
	fact.LookupNoData:     fact.FailNoAddress,
	fact.LookupServFail:   fact.FailServFail,
	fact.LookupDNSTimeout: fact.FailDNSTimeout,
	fact.LookupNoNetwork:  fact.FailNoNetwork,
	fact.LookupIsolated:   fact.FailIsolated,
}

// alert reports whether an error is a TLS alert from the peer ("remote error"), or
// one of ours ("local error"). The type of the alert is not exported by crypto/tls;
// the operation is.
func alert(err error, operation string) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == operation
}

func anyOf(err error, kinds []error) bool {
	for _, k := range kinds {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

func isTimeout(err error) bool {
	var ne net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &ne) && ne.Timeout()
}
