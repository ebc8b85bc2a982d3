using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// Finds the statement by which a branch leaves a function. The graph keeps no trace of a <c>return;</c> without a value, so the statement is
/// looked for where nothing happens between the last operation and the exit.
/// </summary>
internal static class ExitLocator
{
    // The search goes from statement to statement; the bound ends it in an endless loop without anything in it.
    private const int MaxSteps = 100;

    /// <summary>
    /// The <c>return</c> statement, or the closing brace of the body when the function simply ends. Where the statement is not found for sure,
    /// the place is the end of the body and <c>IsExact</c> is false: good enough to be shown, not to be changed.
    /// </summary>
    public static (Location Location, bool IsExact) Locate(ControlFlowBranch exit, SyntaxNode function)
    {
        var source = exit.Source;
        if (exit.Semantics == ControlFlowBranchSemantics.Return && source.BranchValue is { } value)
        {
            var statement = value.Syntax.FirstAncestorOrSelf<ReturnStatementSyntax>();
            return (statement is not null && function.Span.Contains(statement.Span) ? statement.GetLocation() : value.Syntax.GetLocation(), true);
        }

        return ExitAfter(source, exit) switch
        {
            ReturnStatementSyntax found when function.Span.Contains(found.Span) => (found.GetLocation(), true),
            BlockSyntax body when body == BodyOf(function) => (body.CloseBraceToken.GetLocation(), true),
            _ => (EndOf(function), BodyOf(function) is ExpressionSyntax),
        };
    }

    /// <summary>The closing brace of a function's body, or its expression.</summary>
    private static Location EndOf(SyntaxNode function) => BodyOf(function) switch
    {
        BlockSyntax block => block.CloseBraceToken.GetLocation(),
        CompilationUnitSyntax unit => unit.Members.Last().GetLocation(),
        { } expression => expression.GetLocation(),
        null => function.GetLocation(),
    };

    private static SyntaxNode? BodyOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
        CompilationUnitSyntax unit => unit,
        _ => null,
    };

    private static StatementSyntax? ExitAfter(BasicBlock source, ControlFlowBranch exit)
    {
        if (source.BranchValue is { } condition)
        {
            var outcome = exit.IsConditionalSuccessor == (source.ConditionKind == ControlFlowConditionKind.WhenTrue);
            return AfterCondition(condition.Syntax, outcome, MaxSteps);
        }

        if (source.Operations.LastOrDefault()?.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { } last)
        {
            return Next(last, MaxSteps);
        }

        return null;
    }

    private static StatementSyntax? AfterCondition(SyntaxNode condition, bool outcome, int steps)
    {
        var statement = condition.FirstAncestorOrSelf<StatementSyntax>();
        switch (statement)
        {
            case null:
                return null;
            case IfStatementSyntax branching when branching.Condition.Span.Contains(condition.Span):
                var whenTrue = Enter(branching.Statement, steps - 1);
                var whenFalse = branching.Else is { } otherwise ? Enter(otherwise.Statement, steps - 1) : Next(branching, steps);
                if (whenTrue is null || whenFalse is null)
                {
                    return whenTrue ?? whenFalse;
                }

                for (var node = condition; node != branching.Condition && node is not null; node = node.Parent)
                {
                    outcome ^= node.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
                }

                return outcome ? whenTrue : whenFalse;
            case SwitchStatementSyntax:
                var section = condition.FirstAncestorOrSelf<SwitchSectionSyntax>();
                return (outcome && section is not null ? Enter(section.Statements[0], steps - 1) : null) ?? Next(statement, steps);
            default:
                return Next(statement, steps);
        }
    }

    /// <summary>The <c>return;</c>, or the body that ends, that is reached from the end of a statement without doing anything else.</summary>
    private static StatementSyntax? Next(StatementSyntax statement, int steps)
    {
        switch (statement.Parent)
        {
            case BlockSyntax block:
                return Sibling(block.Statements, statement) is { } inBlock ? Enter(inBlock, steps - 1) : Next(block, steps);
            case SwitchSectionSyntax section:
                return Sibling(section.Statements, statement) is { } inSection ? Enter(inSection, steps - 1) : null;
            case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global:
                var index = unit.Members.IndexOf(global) + 1;
                return index < unit.Members.Count && unit.Members[index] is GlobalStatementSyntax following ? Enter(following.Statement, steps - 1) : null;
            case ElseClauseSyntax { Parent: IfStatementSyntax branching }:
                return Next(branching, steps);
            case CatchClauseSyntax { Parent: TryStatementSyntax caught }:
                return Next(caught, steps);
            case FinallyClauseSyntax { Parent: TryStatementSyntax ended }:
                return Next(ended, steps);
            case IfStatementSyntax or TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or CheckedStatementSyntax or LabeledStatementSyntax or UnsafeStatementSyntax:
                return Next((StatementSyntax)statement.Parent, steps);
            case BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax:
                return statement;
            case WhileStatementSyntax { Condition.RawKind: (int)SyntaxKind.TrueLiteralExpression } endless:
                return Enter(endless, steps - 1);
            case ForStatementSyntax { Condition: null, Incrementors.Count: 0 } endless:
                return Enter(endless.Statement, steps - 1);
            default:
                return null;
        }
    }

    private static StatementSyntax? Sibling(SyntaxList<StatementSyntax> statements, StatementSyntax statement)
    {
        var index = statements.IndexOf(statement) + 1;
        return index < statements.Count ? statements[index] : null;
    }

    private static StatementSyntax? Enter(StatementSyntax statement, int steps)
    {
        switch (statement)
        {
            case not null when steps == 0:
                return null;
            case ReturnStatementSyntax { Expression: null }:
                return statement;
            case BlockSyntax block:
                return block.Statements.Count > 0 ? Enter(block.Statements[0], steps - 1) : Next(block, steps);
            case TryStatementSyntax tried:
                return Enter(tried.Block, steps - 1);
            case WhileStatementSyntax { Condition.RawKind: (int)SyntaxKind.TrueLiteralExpression } endless:
                return Enter(endless.Statement, steps - 1);
            case ForStatementSyntax { Condition: null, Declaration: null, Initializers.Count: 0 } endless:
                return Enter(endless.Statement, steps - 1);
            case LabeledStatementSyntax labeled:
                return Enter(labeled.Statement, steps - 1);
            case EmptyStatementSyntax or LocalFunctionStatementSyntax:
                return Next(statement, steps);
            case LocalDeclarationStatementSyntax { IsConst: true }:
                return Next(statement, steps);
            case LocalDeclarationStatementSyntax declaration when declaration.Declaration.Variables.All(variable => variable.Initializer is null):
                return Next(statement, steps);
            case BreakStatementSyntax:
                for (var node = statement.Parent; node is not null; node = node.Parent)
                {
                    if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax)
                    {
                        return Next((StatementSyntax)node, steps);
                    }
                }

                return null;
            default:
                return null;
        }
    }
}
