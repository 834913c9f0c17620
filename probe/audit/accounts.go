package audit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// Account is a test account at a provider.
type Account struct {
	Provider string // the entry's id
	Address  fact.Address
	// Username is what to log in with, where it is not what the entry says.
	Username string
	Password fact.Secret
}

// accountsFile is the form of the credentials file.
type accountsFile struct {
	Accounts []struct {
		Provider string `yaml:"provider"`
		Address  string `yaml:"address"`
		Username string `yaml:"username"`
		Password string `yaml:"password"`
	} `yaml:"accounts"`
}

const maxAccounts = 1 << 20

var reference = regexp.MustCompile(`^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$`)

// ReadAccounts reads a credentials file. Addresses and user names may be those of
// environment variables, as ${NAME}; a password must, so that none is kept in a
// file that somebody commits. The errors name variables and never what they hold,
// for the wrong one may be named.
func ReadAccounts(r io.Reader, getenv func(string) string) ([]Account, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAccounts+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxAccounts {
		return nil, fmt.Errorf("larger than %d KiB", maxAccounts>>10)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var file accountsFile
	if err := d.Decode(&file); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("it is empty")
		}
		return nil, unquoted(err)
	}
	var found []Account
	for i, a := range file.Accounts {
		fault := func(format string, args ...any) error {
			return fmt.Errorf("account %d: %s", i+1, fmt.Sprintf(format, args...))
		}
		written := a.Address
		for _, value := range []*string{&a.Address, &a.Username} {
			if m := reference.FindStringSubmatch(*value); m != nil {
				if *value = getenv(m[1]); *value == "" {
					return nil, fault("the environment variable %s is not set", m[1])
				}
			}
		}
		m := reference.FindStringSubmatch(a.Password)
		if m == nil {
			return nil, fault("its password must be the name of an environment variable, as ${NAME}")
		}
		password := getenv(m[1])
		if password == "" {
			return nil, fault("the environment variable %s is not set", m[1])
		}
		address, err := fact.ParseAddress(a.Address)
		if err != nil {
			return nil, fault("%q is not a mail address", written)
		}
		if a.Provider == "" {
			return nil, fault("it names no provider")
		}
		found = append(found, Account{a.Provider, address, a.Username, fact.NewSecret(password)})
	}
	return found, nil
}

// unquoted keeps of a YAML error only where it is: the rest may quote the file,
// and the file may hold a password after all.
func unquoted(err error) error {
	if m := regexp.MustCompile(`line \d+`).FindString(err.Error()); m != "" {
		return fmt.Errorf("it is not in the form of a credentials file (%s)", m)
	}
	return errors.New("it is not in the form of a credentials file")
}
