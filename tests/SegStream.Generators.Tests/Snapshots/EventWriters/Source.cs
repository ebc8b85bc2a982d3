using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using SegStream;

namespace App.Readings
{
    public enum Unit : byte { Celsius, Kelvin }

    public readonly record struct Place(double Latitude, double? Longitude);

    public class Measured
    {
        public DateTimeOffset At { get; init; }

        [JsonIgnore]
        public object Anything { get; init; } = "";

        internal string? Hidden { get; set; }

        public string? HalfHidden { private get; set; }

        public string? WriteOnly { set => HalfHidden = value; }
    }

    public sealed class Reading : Measured
    {
        public required string @class { get; init; }

        public string? Note { get; init; }

        public Unit Unit { get; init; }

        public Unit? Other { get; init; }

        public Place Place { get; init; }

        public Place? Before { get; init; }

        [JsonPropertyName("v \"1\"")]
        public decimal Value { get; init; }

        public Part? First { get; init; }

        public List<Part?>? Parts { get; init; }

        public IReadOnlyList<int?[]> Table { get; init; } = [];
    }

    public sealed record Part(int Number, Guid Id);

    public sealed record Page<T>(T Item, T? Maybe, List<T> Items);

    [StreamEvents]
    public abstract partial record Feed
    {
        [StreamEvent("said")]
        public sealed record Said(string Text, TimeSpan Age) : Feed;

        [StreamEvent("left")]
        public sealed record Left : Feed;
    }

    public sealed record Cyclic(int Number, Cyclic? Next);

    public sealed record WithObject(int Number, object Anything);

    public static class Endpoints
    {
        [SseEndpoint("/readings")]
        public static IEnumerable<Reading> Readings() => [];

        [JsonStream("/readings/again")]
        public static IAsyncEnumerable<Reading> ReadingsAgain() => throw new NotSupportedException();

        [SseEndpoint("/pages")]
        public static IEnumerable<Page<Place>> Pages() => [];

        [SseEndpoint("/other-pages")]
        public static IEnumerable<Page<string>> OtherPages() => [];

        [SseEndpoint("/feed")]
        public static IEnumerable<Feed> Feeds() => [];

        [SseEndpoint("/cyclic")]
        public static IEnumerable<Cyclic> Cycles() => [];

        [SseEndpoint("/objects")]
        public static IEnumerable<WithObject> Objects() => [];

        [SseEndpoint("/texts")]
        public static IEnumerable<string> Texts() => [];
    }
}
