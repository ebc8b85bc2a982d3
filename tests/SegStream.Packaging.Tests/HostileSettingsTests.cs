using SegStream.Packaging.Tests.Outside;

namespace SegStream.Packaging.Tests;

/// <summary>A host and a library with endpoints of their own, built with every analysis of the SDK, all warnings as errors, and the settings that generated code most easily stumbles over.</summary>
[Collection(PackagingCollection.Name)]
public class HostileSettingsTests(PackedRepository packed)
{
    private const string Settings = """
        <AnalysisMode>All</AnalysisMode>
        <AnalysisLevel>latest-all</AnalysisLevel>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <WarningLevel>9999</WarningLevel>
        <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
        <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
        <LangVersion>preview</LangVersion>
        <Features>strict</Features>
        <NoWarn>$(NoWarn);CA1014</NoWarn>
        """;

    private const string Library = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Host")]

        namespace Shop;

        /// <summary>Streams of orders.</summary>
        public static class OrderStreams
        {
            /// <summary>Numbers of orders.</summary>
            [SegStream.TextStream("/orders")]
            public static System.Collections.Generic.IEnumerable<string> Orders(int count) => System.Linq.Enumerable.Repeat("order", count);

            /// <summary>Maps the streams of this library.</summary>
            public static Microsoft.AspNetCore.Routing.RouteGroupBuilder MapOrderStreams(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) =>
                Microsoft.AspNetCore.Builder.SegStreamEndpoints.MapSegStream(endpoints);
        }
        """;

    private const string Host = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Shop;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSegStream();
        var app = builder.Build();
        app.MapSegStream();
        app.MapOrderStreams();
        app.Run();

        internal static class Customers
        {
            [SegStream.TextStream("/customers")]
            internal static System.Collections.Generic.IEnumerable<string> All(string @class) => [@class];
        }
        """;

    [Fact]
    public async Task A_host_and_a_library_build_with_every_warning_as_an_error_and_each_maps_its_own_endpoints()
    {
        var folder = packed.NewOutsideFolder();
        folder.WriteProject("Shop", "Microsoft.NET.Sdk", ["SegStream"], Settings + "<Nullable>disable</Nullable><ImplicitUsings>disable</ImplicitUsings>", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""");
        folder.Write("Shop/OrderStreams.cs", Library);
        folder.WriteProject("Host", "Microsoft.NET.Sdk.Web", ["SegStream"], Settings + "<ImplicitUsings>disable</ImplicitUsings>", """<ProjectReference Include="../Shop/Shop.csproj" />""");
        folder.Write("Host/Program.cs", Host);

        (await folder.BuildAsync("Host")).MustSucceed();
        using var application = await folder.StartAsync("Host");
        Assert.Equal("order\norder\n", (await application.ReadAsync("/orders?count=2")).Body);
        Assert.Equal("x\n", (await application.ReadAsync("/customers?class=x")).Body);
    }
}
