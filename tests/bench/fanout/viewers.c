/* Viewers of a room, as a load generator: thousands of WebSocket clients in one thread.
 *
 *   cc -O2 -o viewers viewers.c
 *   viewers PROTOCOL PORT PATH COUNT [TOKENS]
 *
 * PROTOCOL: "room" joins with a token a line of the file TOKENS, and every danmaku is
 * said by another viewer; "raw" is for servers that pass messages through: viewer 0 sends.
 *
 * It is driven by lines on its standard input, and answers each with a line of JSON:
 *
 *   connect EPOCH OFFSET       all connect (and join; "-" for newcomers)
 *   watch SECONDS              read for a while; counts what arrives
 *   run RATE PACK_MS SECONDS   send danmaku at RATE a second; PACK_MS > 0: the publisher
 *                              packs for so long, as one does where the server doesn't
 *   quit
 *
 * What makes the figures trustworthy: a message carries the time at which it *should*
 * have been sent ("~T" and 16 digits of microseconds), so a generator or server that is
 * late cannot hide it; the thread polls without sleeping, as a client that sleeps makes
 * each send of the server pay for waking it; and "busy" says which share of the time it
 * had work: near 1, this program is the bound and not the server. Only for 127.0.0.1.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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

enum { MAX_VIEWERS = 30000, MARK = 18, OPENING_AT_ONCE = 256, MAX_EVENTS = 2048 };
enum state { CLOSED, CONNECTING, UPGRADING, JOINING, WATCHING };

struct viewer {
    int fd;
    enum state state;
    uint8_t kept_length;
    char kept[MARK]; /* a mark that a read cut in two */
    char *token;
};

static struct viewer viewers[MAX_VIEWERS];
static int count, port, poller, ready, dead, is_room, recovered, not_recovered;
static const char *path, *epoch, *seen_offset;
static char input[1 << 20];

/* ---- time and latencies ---- */

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

enum { STEPS = 64, BUCKETS = STEPS * 40 }; /* powers of two in 64 steps: right to 1.6 % */
static uint64_t histogram[BUCKETS], marks, bytes, worst_us;

static int bucket_of(uint64_t us) {
    if (us < STEPS) return (int)us;
    int power = 63 - __builtin_clzll(us);
    return STEPS * (power - 5) + (int)((us >> (power - 6)) & (STEPS - 1));
}

static double quantile_ms(double share) {
    uint64_t wanted = (uint64_t)(marks * share), seen = 0;
    for (int b = 0; b < BUCKETS; b++) {
        seen += histogram[b];
        if (seen > wanted) {
            if (b < STEPS) return b / 1e3;
            int power = b / STEPS + 5;
            return ((1ULL << power) | ((uint64_t)(b % STEPS) << (power - 6))) / 1e3;
        }
    }
    return worst_us / 1e3;
}

/* ---- reading ---- */

/* Find the marks in what was read; the bytes that were kept stand before it already. */
static void take(struct viewer *viewer, ssize_t length, int64_t now) {
    char *end = input + length, *at = input;
    while (at + MARK <= end && (at = memchr(at, '~', (size_t)(end - at - MARK + 1)))) {
        if (at[1] != 'T') {
            at++;
            continue;
        }
        int64_t sent = 0;
        for (int i = 2; i < MARK; i++) sent = sent * 10 + (at[i] - '0');
        uint64_t us = now > sent ? (uint64_t)(now - sent) : 0;
        int bucket = bucket_of(us);
        histogram[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
        marks++;
        if (us > worst_us) worst_us = us;
        at += MARK;
    }
    size_t rest = length < MARK - 1 ? (size_t)length : MARK - 1;
    char *cut = memrchr(end - rest, '~', rest);
    viewer->kept_length = cut ? (uint8_t)(end - cut) : 0;
    if (cut) memcpy(viewer->kept, cut, viewer->kept_length);
}

static int send_frame(int fd, const char *text, size_t length) {
    static char frame[1 << 18];
    size_t head = 2;
    frame[0] = (char)0x81;
    if (length < 126) {
        frame[1] = (char)(0x80 | length);
    } else {
        frame[1] = (char)(0x80 | 126);
        frame[2] = (char)(length >> 8);
        frame[3] = (char)length;
        head = 4;
    }
    memset(frame + head, 0, 4); /* a mask of zeros */
    memcpy(frame + head + 4, text, length);
    size_t left = head + 4 + length, at = 0;
    while (left) {
        ssize_t wrote = write(fd, frame + at, left);
        if (wrote < 0 && errno == EAGAIN) continue;
        if (wrote < 0) return -1;
        at += (size_t)wrote;
        left -= (size_t)wrote;
    }
    return 0;
}

static void lose(struct viewer *viewer) {
    if (viewer->state == WATCHING) ready--;
    close(viewer->fd);
    viewer->state = CLOSED;
    viewer->kept_length = 0;
    dead++;
}

static void upgrade(struct viewer *viewer) {
    char request[512];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\n\r\n",
                          path, port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = viewer};
    if (write(viewer->fd, request, (size_t)length) != length) {
        lose(viewer);
        return;
    }
    viewer->state = UPGRADING;
    epoll_ctl(poller, EPOLL_CTL_MOD, viewer->fd, &event);
}

static void join(struct viewer *viewer) {
    char message[6000];
    int length = snprintf(message, sizeof message,
                          "{\"type\":\"join\",\"room\":\"1\",\"token\":\"%s\"", viewer->token);
    if (epoch[0] != '-')
        length += snprintf(message + length, sizeof message - (size_t)length,
                           ",\"epoch\":\"%s\",\"offset\":%s", epoch, seen_offset);
    message[length++] = '}';
    viewer->state = JOINING;
    if (send_frame(viewer->fd, message, (size_t)length)) lose(viewer);
}

static void read_from(struct viewer *viewer) {
    memcpy(input, viewer->kept, viewer->kept_length);
    ssize_t got = read(viewer->fd, input + viewer->kept_length, sizeof input - 64);
    if (got <= 0) {
        if (got < 0 && errno == EAGAIN) return;
        lose(viewer);
        return;
    }
    bytes += (uint64_t)got;
    got += viewer->kept_length;
    if (viewer->state == UPGRADING) {
        if (!memmem(input, (size_t)got, " 101 ", 5)) {
            fprintf(stderr, "not upgraded: %.120s\n", input);
            lose(viewer);
        } else if (is_room) {
            join(viewer);
        } else {
            viewer->state = WATCHING;
            ready++;
        }
        return;
    }
    if (viewer->state == JOINING) {
        if (memmem(input, (size_t)got, "\"recovered\":true", 16)) recovered++;
        else if (memmem(input, (size_t)got, "\"recovered\":false", 17)) not_recovered++;
        else {
            fprintf(stderr, "not joined: %.300s\n", input + 2);
            lose(viewer);
            return;
        }
        viewer->state = WATCHING;
        ready++;
    }
    take(viewer, got, now_us());
}

static int64_t idle_us;

/* One turn: read whatever there is. Never sleeps. */
static void turn(void) {
    static struct epoll_event events[MAX_EVENTS];
    int64_t before = now_us();
    int found = epoll_wait(poller, events, MAX_EVENTS, 0);
    if (!found) idle_us += now_us() - before;
    for (int i = 0; i < found; i++) {
        struct viewer *viewer = events[i].data.ptr;
        if (viewer->state == CLOSED) continue;
        if (viewer->state == CONNECTING) {
            if (events[i].events & (EPOLLHUP | EPOLLERR)) lose(viewer);
            else upgrade(viewer);
        } else {
            read_from(viewer);
        }
    }
}

static void forget(void) {
    memset(histogram, 0, sizeof histogram);
    marks = bytes = worst_us = 0;
    idle_us = 0;
}

/* ---- what can be asked for ---- */

static void open_one(struct viewer *viewer) {
    int one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    viewer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (viewer->fd < 0) {
        perror("socket");
        exit(1);
    }
    setsockopt(viewer->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    viewer->state = CONNECTING;
    viewer->kept_length = 0;
    if (connect(viewer->fd, (void *)&address, sizeof address) && errno != EINPROGRESS) {
        lose(viewer);
        return;
    }
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = viewer};
    epoll_ctl(poller, EPOLL_CTL_ADD, viewer->fd, &event);
}

static void connect_all(void) {
    for (int i = 0; i < count; i++)
        if (viewers[i].state != CLOSED) lose(&viewers[i]);
    ready = dead = recovered = not_recovered = 0;
    forget();
    int64_t start = now_us();
    int opened = 0;
    while (ready + dead < count && now_us() - start < 60000000) {
        while (opened < count && opened - ready - dead < OPENING_AT_ONCE) open_one(&viewers[opened++]);
        turn();
    }
    double took = (now_us() - start) / 1e6;
    int64_t settle = now_us() + 500000;
    while (now_us() < settle) turn();
    printf("{\"ready\":%d,\"dead\":%d,\"seconds\":%.3f,\"recovered\":%d,\"not_recovered\":%d,"
           "\"marks\":%llu}\n", ready, dead, took, recovered, not_recovered, (unsigned long long)marks);
}

static void watch(double seconds) {
    forget();
    int64_t end = now_us() + (int64_t)(seconds * 1e6);
    while (now_us() < end) turn();
    printf("{\"ready\":%d,\"marks\":%llu,\"bytes\":%llu}\n", ready, (unsigned long long)marks,
           (unsigned long long)bytes);
}

static int danmaku(char *into, size_t space, int64_t due, unsigned long long number) {
    const char *words = "666 what a day, this one is for you";
    if (is_room)
        return snprintf(into, space, "{\"type\":\"say\",\"id\":\"%llu\",\"text\":\"~T%016lld %s\"}",
                        number, (long long)due, words);
    /* As long as the event that a room makes of it. */
    return snprintf(into, space,
                    "{\"offset\":%llu,\"at_ms\":1790000000000,\"type\":\"danmaku\",\"danmaku\":%llu,"
                    "\"by\":{\"user\":\"viewer%05llu\",\"name\":\"viewer%05llu\",\"role\":\"viewer\","
                    "\"level\":0,\"badge\":null},\"text\":\"~T%016lld %s\",\"color\":\"#FFFFFF\","
                    "\"place\":\"scroll\",\"source\":\"room\"}",
                    number, number, number % 10000, number % 10000, (long long)due, words);
}

static void run(int rate, int pack_ms, double seconds) {
    static char packed[1 << 17];
    char message[1024];
    size_t packed_length = 0;
    unsigned long long sent = 0;
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    forget();
    int64_t start = now_us(), end = start + (int64_t)(seconds * 1e6);
    int64_t due = start, pack_due = start + pack_ms * 1000;
    for (int64_t now = start; now < end; now = now_us()) {
        for (; due <= now && due < end; due = start + (int64_t)(sent * 1000000.0 / rate)) {
            int length = danmaku(message, sizeof message, due, sent);
            if (pack_ms && packed_length + (size_t)length < 60000) {
                memcpy(packed + packed_length, message, (size_t)length);
                packed_length += (size_t)length;
            } else {
                struct viewer *by = &viewers[is_room ? sent * 7919 % (unsigned)count : 0];
                if (by->state == WATCHING) send_frame(by->fd, message, (size_t)length);
            }
            sent++;
        }
        if (pack_ms && now >= pack_due) {
            if (packed_length) send_frame(viewers[0].fd, packed, packed_length);
            packed_length = 0;
            pack_due += pack_ms * 1000;
        }
        turn();
    }
    double busy = 1 - idle_us / 1e6 / seconds;
    uint64_t in_time = marks, wanted = sent * (uint64_t)count;
    if (packed_length) send_frame(viewers[0].fd, packed, packed_length);
    int64_t drain = now_us();
    while (marks < wanted && now_us() - drain < 15000000) turn();
    getrusage(RUSAGE_SELF, &after);
    printf("{\"rate\":%d,\"viewers\":%d,\"sent\":%llu,\"wanted\":%llu,\"got\":%llu,\"in_time\":%llu,"
           "\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"p999_ms\":%.2f,\"max_ms\":%.2f,\"busy\":%.2f,"
           "\"bytes\":%llu,\"dead\":%d,\"drain_s\":%.2f}\n",
           rate, count, sent, (unsigned long long)wanted, (unsigned long long)marks,
           (unsigned long long)in_time, quantile_ms(.5), quantile_ms(.99), quantile_ms(.999),
           worst_us / 1e3, busy, (unsigned long long)bytes, dead, (now_us() - drain) / 1e6);
}

static void read_tokens(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) {
        perror(name);
        exit(1);
    }
    char line[5000];
    for (int i = 0; i < count; i++) {
        if (!fgets(line, sizeof line, file)) {
            fprintf(stderr, "%s has fewer than %d tokens\n", name, count);
            exit(1);
        }
        line[strcspn(line, "\n")] = 0;
        viewers[i].token = strdup(line);
    }
    fclose(file);
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "usage: viewers room|raw PORT PATH COUNT [TOKENS]\n");
        return 2;
    }
    is_room = !strcmp(argv[1], "room");
    port = atoi(argv[2]);
    path = argv[3];
    count = atoi(argv[4]);
    if (count < 1 || count > MAX_VIEWERS || (is_room && argc < 6)) return 2;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (is_room) read_tokens(argv[5]);
    poller = epoll_create1(0);
    char line[256], first[80], second[80];
    setvbuf(stdout, NULL, _IOLBF, 0);
    fcntl(0, F_SETFL, O_NONBLOCK);
    size_t length = 0;
    for (;;) {
        char *newline = memchr(line, '\n', length);
        if (!newline) {
            ssize_t got = read(0, line + length, sizeof line - 1 - length);
            if (got == 0) return 0;
            if (got > 0) length += (size_t)got;
            line[length] = 0;
            newline = memchr(line, '\n', length);
        }
        if (!newline) {
            turn();
            struct timespec pause = {.tv_nsec = 1000000}; /* nothing is measured now */
            nanosleep(&pause, NULL);
            continue;
        }
        int rate, pack_ms;
        double seconds;
        if (sscanf(line, "connect %79s %79s", first, second) == 2) {
            epoch = first;
            seen_offset = second;
            connect_all();
        } else if (sscanf(line, "watch %lf", &seconds) == 1) {
            watch(seconds);
        } else if (sscanf(line, "run %d %d %lf", &rate, &pack_ms, &seconds) == 3) {
            run(rate, pack_ms, seconds);
        } else {
            return strncmp(line, "quit", 4) != 0;
        }
        length -= (size_t)(newline + 1 - line);
        memmove(line, newline + 1, length);
    }
}
