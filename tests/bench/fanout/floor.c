/* What the kernel allows: a WebSocket server that does nothing but pass on what it gets.
 *
 *   cc -O2 -o floor floor.c
 *   floor PORT [PACK_MS]
 *
 * One thread, epoll, no checks: no server can be faster on one core. Every message goes
 * to all at once, or, with PACK_MS, with others that came in so many milliseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CLIENTS = 40000, MAX_FD = 70000, MAX_EVENTS = 512 };

static int clients[MAX_CLIENTS], client_count;
static char is_upgraded[MAX_FD];
static char packed[1 << 20], input[1 << 16];
static size_t packed_length;

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void send_to_all(const char *message, size_t length) {
    static char frame[1 << 20];
    size_t head = 2;
    if (length > 65535) return;
    frame[0] = (char)0x81;
    frame[1] = (char)length;
    if (length >= 126) {
        frame[1] = 126;
        frame[2] = (char)(length >> 8);
        frame[3] = (char)length;
        head = 4;
    }
    memcpy(frame + head, message, length);
    for (int i = 0; i < client_count; i++)
        (void)send(clients[i], frame, head + length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void take_in(int poller, int listener) {
    int one = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    is_upgraded[fd] = 0;
}

static void let_go(int fd) {
    close(fd);
    for (int i = 0; i < client_count; i++)
        if (clients[i] == fd) {
            clients[i] = clients[--client_count];
            return;
        }
}

static void upgrade(int fd) {
    /* The answer to the one key that the load generator sends. */
    const char *answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\n"
                         "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    (void)!write(fd, answer, strlen(answer));
    is_upgraded[fd] = 1;
    clients[client_count++] = fd;
}

int main(int argc, char **argv) {
    int port = argc > 1 ? atoi(argv[1]) : 0, pack_ms = argc > 2 ? atoi(argv[2]) : 0, one = 1;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) {
        perror("floor");
        return 1;
    }
    int poller = epoll_create1(0);
    struct epoll_event events[MAX_EVENTS], event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    int64_t pack_due = 0;
    for (;;) {
        int wait_ms = -1;
        if (packed_length) wait_ms = pack_due > now_us() ? (int)((pack_due - now_us()) / 1000) + 1 : 0;
        int found = epoll_wait(poller, events, MAX_EVENTS, wait_ms);
        for (int i = 0; i < found; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) {
                take_in(poller, listener);
                continue;
            }
            ssize_t got = read(fd, input, sizeof input);
            if (got <= 0) {
                let_go(fd);
            } else if (!is_upgraded[fd]) {
                upgrade(fd);
            } else {
                for (char *at = input; at < input + got;) {
                    size_t length = at[1] & 127, head = 6;
                    if (length == 126) {
                        length = (size_t)(uint8_t)at[2] << 8 | (uint8_t)at[3];
                        head = 8;
                    }
                    at += head;
                    if (!pack_ms) {
                        send_to_all(at, length);
                    } else if (packed_length + length < 60000) {
                        if (!packed_length) pack_due = now_us() + pack_ms * 1000;
                        memcpy(packed + packed_length, at, length);
                        packed_length += length;
                    }
                    at += length;
                }
            }
        }
        if (packed_length && now_us() >= pack_due) {
            send_to_all(packed, packed_length);
            packed_length = 0;
        }
    }
}
