/** What `labwright daemon --help` prints. */
export const HELP = `Run the daemon: it keeps environments and serves the window, browsers and the command line.
Usage: labwright daemon [OPTIONS]

  --data FOLDER               Where it keeps its data and its socket. Products in catalogue.json there
                              (see \`labwright import --catalogue\`) join the catalogue.
  --database URL              postgres://… instead of the embedded SQLite. Better given as
                              LABWRIGHT_DATABASE, where a list of processes does not show a password.
  --listen HOST:PORT          Default 127.0.0.1:7480. Beyond this machine only with TLS.
  --tls-certificate FILE      PEM, with the chain.
  --tls-key FILE              PEM.
  --renderer FOLDER           The built page, when it is not beside the daemon.
  --origin ORIGIN             A further page that may connect; may be repeated.
  --operation-minutes N       How long is waited for what a lab's server has begun, up to 14; default 10.
                              After that it is told as a fault, and looked at again later.
  --smtp URL                  smtp://… of the mail server for bills, alerts and reports (LABWRIGHT_SMTP).
  --mail-from ADDRESS         Their sender.
  --billing-webhook URL       The service that takes the money is told of each bill there, signed with
                              LABWRIGHT_BILLING_SECRET; it answers to /billing/payments, signed alike.

The first start prints a token for its operator, once. LABWRIGHT_LOG=debug says more.
`;
